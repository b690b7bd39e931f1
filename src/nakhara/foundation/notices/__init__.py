"""Notices: an outbox written in the transaction, delivered by the worker by mail and on the person's page."""
