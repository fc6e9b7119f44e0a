"""What an operator deploys with."""
