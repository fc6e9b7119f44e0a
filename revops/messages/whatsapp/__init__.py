"""WhatsApp by Meta's Cloud API: the client, the channel, and what comes back by the webhook."""
