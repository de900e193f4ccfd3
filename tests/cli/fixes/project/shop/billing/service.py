import importlib

from shop.cam.internal.leads import LeadDB  # ringfence: ignore[forbidden-import] -- until cam has a port


def charge(*things: object) -> LeadDB:
    return importlib.import_module(f"shop.{things[0]}").LeadDB
