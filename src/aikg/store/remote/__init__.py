"""Any SPARQL 1.1 endpoint as the store: query, update and Graph Store Protocol over HTTP."""

from aikg.store.remote.addresses import Addresses
from aikg.store.remote.limits import Limits
from aikg.store.remote.opening import open_remote
from aikg.store.remote.profiles import PROFILES, Profile
from aikg.store.remote.store import RemoteStore

__all__ = [
    "PROFILES",
    "Addresses",
    "Limits",
    "Profile",
    "RemoteStore",
    "open_remote",
]
