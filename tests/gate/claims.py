"""Claims that the checks of the gate are tried on: an investment, a contract, a party, an offer."""

from __future__ import annotations

from aikg.gate.findings import Severity
from aikg.ground.packaged import source_files
from aikg.ground.reading import Document, read
from gate.telling import claim, document, figure, source

REFUSED, WARNED, TOLD = Severity.VIOLATION, Severity.WARNING, Severity.INFO
PUBLISHED = [read(file) for file in source_files()]

INVESTS = "aikg:investor kg:microsoft ; aikg:investee kg:anthropic"
TEN = figure("$10 billion", "10e9")


def one(
    roles: str = INVESTS,
    *figures: str,
    text: str = "Microsoft will invest $10 billion in Anthropic.",
    quote: str = "will invest $10 billion in Anthropic",
    name: str = "wire",
    more: str = "",
    publisher: str = "kg:innovation-village",
    **told: str,
) -> Document:
    """A document of one source with one claim."""
    own = source(name, text, quote, publisher=publisher)
    parts = own, claim("deal", roles, *figures, source=name, **told)
    return document(*parts, more, name=f"{name}.ttl")


AWS = "aikg:customer kg:openai ; aikg:provider kg:aws"
AMAZON = "aikg:customer kg:openai ; aikg:provider kg:amazon"
CLOUD = {"kind": "CloudContract", "about": "kg:openai-aws-contract", "name": "other",
         "text": "OpenAI signed a $38 billion deal with Amazon Web Services.",
         "quote": "signed a $38 billion deal with Amazon Web Services"}  # fmt: skip


def cloud(
    roles: str = AWS, amount: str = "38e9", *, more: str = "", said: str = "38", **told: str
) -> Document:
    text, quote = (CLOUD[each].replace("38", said) for each in ("text", "quote"))
    price = figure(f"${said} billion", amount, role="price")
    return one(roles, price, **{**CLOUD, "text": text, "quote": quote, **told}, more=more)


def party(name: str, iri: str = "kg:new-party") -> Document:
    return document(f'{iri} a aikg:Organization ; rdfs:label "{name}" .')


def registered(*names: str) -> list[Document]:
    return [party(name, f"kg:registered-{number}") for number, name in enumerate(names)]


def offer(host: str) -> Document:
    roles = f"aikg:host {host} ; aikg:developer kg:anthropic ; aikg:model kg:claude-opus-4-1"
    return one(roles, kind="ModelAvailability", about="kg:offer", name="offer")
