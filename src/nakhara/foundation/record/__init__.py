"""The record: an append-only event for each action, number series, idempotency keys and the clock.

An event names its actor by key only, so this room stands lowest and knows no other.
"""
