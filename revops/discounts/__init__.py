"""Discounts above a cap: asked of the owner, answered in one tap, and then the job goes on."""
