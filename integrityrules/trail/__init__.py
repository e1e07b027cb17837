"""The audit trail: evaluation -> canonical bytes -> Merkle log -> stores, and back: verify, prove, replay, erase.

The only room that knows databases of its own, keys and ciphers. Nothing above it knows that it exists.
"""
