"""GraphML: the network of organisations, for tools that draw and measure networks.

It is a directed multigraph with an edge for each payer, payee and currency (GraphML 1.0). The `double`
of GraphML is that of Java, so that no ceiling is written `Infinity`, which Java, C and Python read.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr

from aikg.questions.edition import edition_of
from aikg.transfer.files.network import edges, nodes

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import BinaryIO

    from aikg.store import Store

_KEYS: Final = (
    ("graph", "edition", "string"),
    *(("node", name, "string") for name in ("label", "kind", "roles", "unit_of")),
    ("edge", "currency", "string"),
    *(("edge", name, "double") for name in ("paid", "committed", "possible")),
    *(("edge", name, "boolean") for name in ("ceiling", "complete")),
    ("edge", "agreements", "string"),
)
_NO_CHARACTER: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_graphml(stream: BinaryIO, store: Store, graphs: Mapping[str, str]) -> int:
    """Write the network of all that is in the store, and give the number of edges.

    Args:
        stream: where it goes.
        store: where the graph is.
        graphs: of no account: what counts follows from all of them.
    """
    stream.write(
        b'<?xml version="1.0" encoding="UTF-8"?>\n'
        b'<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    )
    for domain, name, type_ in _KEYS:
        key = f'id="{domain}-{name}" for="{domain}" attr.name="{name}" attr.type="{type_}"'
        stream.write(f"  <key {key}/>\n".encode())
    stream.write(b'  <graph id="payments" edgedefault="directed">\n')
    stream.write(_data("graph", {"edition": str(edition_of(store))}, "    "))
    for node in nodes(store):
        stream.write(f"    <node id={quoteattr(node.iri)}>\n".encode())
        told: dict[str, object] = {
            "label": node.label or node.iri,
            "kind": node.kind,
            "roles": "; ".join(node.roles),
            "unit_of": node.unit_of,
        }
        stream.write(_data("node", told, "      ") + b"    </node>\n")
    number = 0
    for number, ((payer, payee, currency), edge) in enumerate(edges(store).items(), 1):
        ends = f"source={quoteattr(payer)} target={quoteattr(payee)}"
        stream.write(f'    <edge id="e{number}" {ends}>\n'.encode())
        told = {
            "currency": currency,
            "paid": edge.paid,
            "committed": edge.committed,
            "possible": edge.possible,
            "ceiling": not math.isinf(edge.possible),
            "complete": edge.complete,
            "agreements": " ".join(sorted(edge.agreements)),
        }
        stream.write(_data("edge", told, "      ") + b"    </edge>\n")
    stream.write(b"  </graph>\n</graphml>\n")
    return number


def _data(domain: str, told: Mapping[str, object], margin: str) -> bytes:
    return "".join(
        f'{margin}<data key="{domain}-{name}">{_text(value)}</data>\n'
        for name, value in told.items()
        if value != ""
    ).encode()


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and math.isinf(value):
        return "Infinity"
    return escape(_NO_CHARACTER.sub("\ufffd", str(value)))
