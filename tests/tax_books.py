"""What an invoice is made of, worked out from its lines as a person would. Shares no code with ``revops``."""

from collections import Counter
from fractions import Fraction
from typing import Any

# The territories without a legislature: their half is called UTGST (CGST Act, section 2).
_TERRITORIES = {"04", "26", "31", "35", "38"}
SPLIT_ACCOUNTS = {
    "labour_sales",
    "parts_sales",
    "discounts",
    "round_off",
    *(f"tax_payable:{head}" for head in ("cgst", "sgst", "utgst", "igst", "vat")),
}


def half_up(value: Fraction) -> int:
    return int(value + Fraction(1, 2)) if value >= 0 else -int(-value + Fraction(1, 2))


def heads_of(pricing: dict[str, Any]) -> list[str]:
    if pricing["kind"] == "none":
        return []
    if pricing["kind"] == "vat":
        return ["vat"]
    home, place = pricing["home_state"], pricing["place_of_supply"]
    if home and place and home != place:
        return ["igst"]
    return ["cgst", "utgst" if home in _TERRITORIES else "sgst"]


def taxed(net: int, rate_bp: int, heads: int, *, is_included: bool) -> tuple[int, int]:
    """An amount without its tax, and what each head gets of the tax."""
    if not heads:
        return net, 0
    head = half_up(Fraction(net * rate_bp, heads * (10_000 + (rate_bp if is_included else 0))))
    return net - (heads * head if is_included else 0), head


def split_of_lines(source: dict[str, Any]) -> Counter[str]:
    """By account, what the lines of an invoice come to; discounts count against it."""
    pricing, found = source["pricing"], Counter[str]()
    heads, is_included = heads_of(pricing), pricing["prices_include_tax"]
    for line in source["items"]:
        gross = half_up(Fraction(line["quantity_milli"] * line["unit_price_minor"], 1000))
        rate = line["tax_rate_bp"]
        before, _ = taxed(gross, rate, len(heads), is_included=is_included)
        net, head = taxed(gross - line["discount_minor"], rate, len(heads), is_included=is_included)
        found["labour_sales" if line["kind"] == "labour" else "parts_sales"] += before
        found["discounts"] += net - before
        for name in heads:
            found[f"tax_payable:{name}"] += head
    found["round_off"] += pricing["round_off_minor"]
    return Counter({account: minor for account, minor in found.items() if minor})


def splits_of_papers(papers: list[dict[str, Any]]) -> dict[str, Counter[str]]:
    """By paper, what each invoice and credit note that was split adds to the accounts."""
    invoices = {paper["_id"]: split_of_lines(paper["source"]) for paper in papers if paper["kind"] == "invoice"}
    found: dict[str, Counter[str]] = {}
    for paper in papers:
        if "split_minor" in paper:
            made = invoices[paper.get("credits", paper["_id"])]
            sign = -1 if paper["kind"] == "credit_note" else 1
            found[paper["_id"]] = Counter({account: sign * minor for account, minor in made.items()})
            assert paper["split_minor"] == found[paper["_id"]], paper["number"]
    return found
