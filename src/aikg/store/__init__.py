"""The store floor: one protocol in SPARQL 1.1, and what implements it."""

from aikg.store.canonical import canonical
from aikg.store.embedded import EmbeddedStore
from aikg.store.folder import open_folder
from aikg.store.protocol import Store, is_address

__all__ = ["EmbeddedStore", "Store", "canonical", "is_address", "open_folder"]
