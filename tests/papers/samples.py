"""Papers as the services make them, or made them before: one of every shape that looks different."""

import io
from typing import Any

from PIL import Image, ImageDraw

from revops.billing.upi import qr_svg, upi_link
from revops.papers.build import page_code
from revops.papers.layout import Fact, Paper, Party, Table, Total

MADE_AT = 1_780_000_000  # 28 May 2026
PAGE = "https://garage.example/c/0pG6wMDQ1nKgCK8mY4rYGA"


def party(name: str, address: str = "", phone: str = "", tax_number: str = "") -> Party:
    """Return who gives or gets a paper."""
    return {"name": name, "address": address, "phone": phone, "tax_number": tax_number}


def facts(**named: str) -> list[Fact]:
    """Return facts; ``_`` in a name is a space."""
    return [{"label": name.replace("_", " "), "value": value} for name, value in named.items()]


WORKSHOP = party(
    "Sharma Motors",
    "Shop 4, Andheri Kurla Road, Sakinaka\nMumbai 400072, Maharashtra",
    "+91 98200 12345",
    "GSTIN 27AAPFU0939F1ZV",
)
CUSTOMER = party("Priya Nair", "B-1204, Lakeview, Powai\nMumbai 400076, Maharashtra", "+91 98330 54321")
VEHICLE = facts(
    Registration="MH 02 AB 1234", Vehicle="Maruti Suzuki Swift VXi", Odometer="48,210 km", VIN="MA3EJKD1S00123456"
)

LINE_COLUMNS: list[Any] = [
    {"label": "#", "align": "right"},
    {"label": "Description", "align": "left", "wide": True},
    {"label": "HSN/SAC", "align": "left"},
    {"label": "Qty", "align": "right"},
    {"label": "Rate", "align": "right"},
    {"label": "Taxable value", "align": "right"},
    {"label": "GST", "align": "right"},
    {"label": "Amount", "align": "right"},
]
WORK = [
    ["General service with washing and interior cleaning", "998714", "1", "1,800.00", "1,800.00", "18%", "2,124.00"],
    ["Engine oil 5W-30, fully synthetic", "2710", "3.5 l", "640.00", "2,240.00", "18%", "2,643.20"],
    ["Oil filter", "8708", "1 pc", "310.00", "310.00", "18%", "365.80"],
    [
        "Brake pads, front (pair), with fitting and bleeding of the system",
        "8708",
        "1 set",
        "2,450.00",
        "2,450.00",
        "18%",
        "2,891.00",
    ],
    ["Wheel alignment and balancing", "998714", "1", "900.00", "900.00", "18%", "1,062.00"],
]


def lines(rows: list[list[str]]) -> Table:
    """Return the rows as the numbered lines of an invoice."""
    return {"columns": LINE_COLUMNS, "rows": [[str(number), *row] for number, row in enumerate(rows, 1)]}


def _table(columns: list[tuple[str, str]], rows: list[list[str]]) -> Table:
    return {"columns": [{"label": name, "align": align} for name, align in columns], "rows": rows}  # type: ignore[typeddict-item]


def totals(*rows: tuple[str, str], strong: int = -1) -> list[Total]:
    """Return sums of which one counts, the last if nothing is said."""
    given: list[Total] = [{"label": name, "value": value} for name, value in rows]
    given[strong]["strong"] = True
    return given


def tax_summary(*, igst: bool = False) -> Table:
    """Return the tax by code, of one State or between two."""
    if igst:
        columns = [("HSN/SAC", "left"), ("Taxable value", "right"), ("IGST rate", "right"), ("IGST", "right")]
        rows = [
            ["998714", "2,700.00", "18%", "486.00"],
            ["8708", "2,760.00", "18%", "496.80"],
            ["2710", "2,240.00", "18%", "403.20"],
        ]
    else:
        columns = [
            ("HSN/SAC", "left"),
            ("Taxable value", "right"),
            ("CGST rate", "right"),
            ("CGST", "right"),
            ("SGST rate", "right"),
            ("SGST", "right"),
            ("Tax", "right"),
        ]
        rows = [
            ["998714", "2,700.00", "9%", "243.00", "9%", "243.00", "486.00"],
            ["8708", "2,760.00", "9%", "248.40", "9%", "248.40", "496.80"],
            ["2710", "2,240.00", "9%", "201.60", "9%", "201.60", "403.20"],
        ]
    return _table(columns, rows)


def payments(*rows: list[str]) -> Table:
    """Return payments: day, way, reference, amount."""
    return _table([("Date", "left"), ("Paid by", "left"), ("Reference", "left"), ("Amount", "right")], list(rows))


def invoice(**changes: Any) -> Paper:
    """Return a tax invoice of five lines, within one State, with a code to pay it by."""
    link = upi_link("sharma.motors@okhdfc", "Sharma Motors", 908_600, "INR", "Invoice INV/2627/00001", "INV-2627-00001")
    paper: Paper = {
        "kind": "invoice",
        "language": "en",
        "title": "Tax invoice",
        "mark": "",
        "workshop": WORKSHOP,
        "has_logo": False,
        "customer_label": "Bill to",
        "customer": CUSTOMER,
        "facts": facts(
            Invoice_no="INV/2627/00001",
            Date="28 May 2026",
            Due="4 June 2026",
            Job_card="JC/2627/00017",
            Place_of_supply="27 Maharashtra",
            Reverse_charge="No",
        ),
        "vehicle": VEHICLE,
        "texts": [],
        "lines": lines(WORK),
        "tax_summary": tax_summary(),
        "totals": totals(
            ("Taxable value", "₹7,700.00"),
            ("CGST 9%", "₹693.00"),
            ("SGST 9%", "₹693.00"),
            ("Round off", "₹0.00"),
            ("Total", "₹9,086.00"),
        ),
        "in_words": "Rupees nine thousand and eighty-six only",
        "payments": None,
        "balance": totals(("Paid", "₹0.00"), ("Balance due", "₹9,086.00")),
        "qr": {"svg": qr_svg(link), "caption": "Pay by UPI", "detail": "sharma.motors@okhdfc\n₹9,086.00"},
        "notes": [
            "Goods once fitted are not taken back. Warranty of parts is that of their maker.",
            "Subject to Mumbai jurisdiction.",
        ],
        "signatory": "Sharma Motors",
        "countersign": "Received the vehicle in good order",
        "foot": "Sharma Motors · Shop 4, Andheri Kurla Road, Mumbai 400072 · GSTIN 27AAPFU0939F1ZV",
        "made_at": MADE_AT,
    }
    return {**paper, **changes}  # type: ignore[typeddict-item]


def long_invoice() -> Paper:
    """Return an invoice that takes three pages."""
    rows = [[f"{row[0]} ({number})", *row[1:]] for number in range(1, 13) for row in WORK]
    return invoice(lines=lines(rows))


def hindi() -> Paper:
    """Return an invoice whose data is in Hindi."""
    return invoice(
        workshop=party(
            "शर्मा मोटर्स एवं वर्कशॉप",
            "दुकान ४, अंधेरी कुर्ला रोड\nमुंबई ४०००७२, महाराष्ट्र",
            "+91 98200 12345",
            "GSTIN 27AAPFU0939F1ZV",
        ),
        customer=party("कृष्ण लक्ष्मी त्रिपाठी", "श्री अपार्टमेंट, विद्यार्थी मार्ग\nमुंबई ४०००७६"),
        texts=[
            {"label": "Complaint", "value": "ब्रेक लगाते समय आवाज़ आती है और स्टीयरिंग दाईं ओर खिंचता है। कृपया क्लच प्लेट भी जाँचें।"}
        ],
        lines=lines(
            [
                ["ब्रेक पैड बदलना, क्षतिपूर्ति एवं द्रव की जाँच सहित", "998714", "1", "1,800.00", "1,800.00", "18%", "2,124.00"],
                ["इंजन ऑयल (पूर्णतः सिंथेटिक) 5W-30", "2710", "3.5 l", "640.00", "2,240.00", "18%", "2,643.20"],
            ]
        ),
        signatory="शर्मा मोटर्स एवं वर्कशॉप",
        foot="शर्मा मोटर्स एवं वर्कशॉप · GSTIN 27AAPFU0939F1ZV",
    )


def arabic() -> Paper:
    """Return an invoice of a garage in the Gulf, whose data is in Arabic."""
    return invoice(
        workshop=party(
            "ورشة الخليج للسيارات (الفرع 2)",
            "شارع المطار، المنطقة الصناعية\nالدوحة، قطر",
            "+974 4412 3456",
            "TRN 300123456700003",
        ),
        customer=party("محمد عبد الله آل ثاني", "فيلا 12، شارع الكورنيش\nالدوحة", "+974 5512 3456"),
        facts=facts(Invoice_no="INV/26/00001", Date="28 May 2026", Due="4 June 2026"),
        texts=[
            {
                "label": "Complaint",
                "value": "صوت غريب عند الضغط على الفرامل، ويميل المقود إلى اليمين. يرجى فحص ناقل الحركة (ATF) أيضًا.",
            }
        ],
        lines={
            "columns": [
                {"label": "#", "align": "right"},
                {"label": "Description", "align": "left", "wide": True},
                {"label": "Qty", "align": "right"},
                {"label": "Rate", "align": "right"},
                {"label": "Amount", "align": "right"},
            ],
            "rows": [
                [
                    "1",
                    "تغيير زيت المحرك 5W-30 مع الفلتر، شامل الفحص العام للسيارة وتعبئة جميع السوائل وفحص ضغط الإطارات",
                    "1",
                    "180.00",
                    "180.00",
                ],
                ["2", "Brake pads, front (فحمات أمامية)", "1 set", "245.00", "245.00"],
                ["3", "لا إله إلا الله", "1", "10.00", "10.00"],
            ],
        },
        tax_summary=None,
        totals=totals(("Subtotal", "QAR 435.00"), ("Total", "QAR 435.00")),
        in_words="Four hundred and thirty-five riyals only",
        balance=totals(("Balance due", "QAR 435.00")),
        qr=None,
        notes=["الضمان ثلاثة أشهر على قطع الغيار."],
        signatory="ورشة الخليج للسيارات (الفرع 2)",
        foot="ورشة الخليج للسيارات · الدوحة",
    )


def no_gstin() -> Paper:
    """Return the plain invoice of a garage that is not registered."""
    plain = [[name, code, quantity, rate, value] for name, code, quantity, rate, value, _, _ in WORK]
    return invoice(
        title="Invoice",
        workshop=party("Ramesh Auto Works", "Plot 12, Station Road, Thane 400601", "+91 90040 11111"),
        facts=facts(Invoice_no="RA/2627/00009", Date="28 May 2026"),
        lines={
            "columns": [LINE_COLUMNS[0], LINE_COLUMNS[1], LINE_COLUMNS[3], LINE_COLUMNS[4], LINE_COLUMNS[7]],
            "rows": [[str(number), row[0], row[2], row[3], row[4]] for number, row in enumerate(plain, 1)],
        },
        tax_summary=None,
        totals=totals(("Total", "₹7,700.00")),
        in_words="Rupees seven thousand seven hundred only",
        balance=totals(("Balance due", "₹7,700.00")),
        qr=None,
        signatory="Ramesh Auto Works",
        countersign="",
        foot="Ramesh Auto Works · +91 90040 11111",
    )


def igst() -> Paper:
    """Return an invoice to a company in another State."""
    return invoice(
        customer=party(
            "Deccan Fleet Services Private Limited",
            "14 Residency Road\nBengaluru 560025, Karnataka",
            "+91 80 4123 4567",
            "GSTIN 29AAGCD1234E1Z5",
        ),
        facts=facts(
            Invoice_no="INV/2627/00002",
            Date="28 May 2026",
            Due="27 June 2026",
            Place_of_supply="29 Karnataka",
            Reverse_charge="No",
        ),
        tax_summary=tax_summary(igst=True),
        totals=totals(("Taxable value", "₹7,700.00"), ("IGST 18%", "₹1,386.00"), ("Total", "₹9,086.00")),
    )


def paid() -> Paper:
    """Return an invoice with nothing left to pay."""
    return invoice(
        payments=payments(
            ["26 May 2026", "Cash (advance)", "RV/2627/00004", "₹2,000.00"],
            ["28 May 2026", "UPI", "6142 2210 8871", "₹7,086.00"],
        ),
        balance=totals(("Paid", "₹9,086.00"), ("Balance due", "₹0.00")),
        qr=None,
    )


def part_paid() -> Paper:
    """Return an invoice with an advance."""
    return invoice(
        payments=payments(["26 May 2026", "Cash (advance)", "RV/2627/00004", "₹2,000.00"]),
        balance=totals(("Paid", "₹2,000.00"), ("Balance due", "₹7,086.00")),
    )


def pro_forma() -> Paper:
    """Return what is not an invoice yet."""
    return invoice(
        title="Pro-forma invoice",
        mark="Pro-forma: not a tax invoice",
        facts=facts(Pro_forma_no="1042-3", Date="28 May 2026", Job_no="1042"),
        signatory="",
        countersign="",
        page=page_code(PAGE),
    )


def with_page() -> Paper:
    """Return an invoice as it is issued: what is paid is not on it, the customer's page is."""
    return invoice(balance=[], qr=None, page=page_code(PAGE))


def credit_note() -> Paper:
    """Return what takes an invoice back in part."""
    return invoice(
        kind="credit_note",
        title="Credit note",
        customer_label="Credit to",
        facts=facts(
            Credit_note_no="CN/2627/00001",
            Date="2 June 2026",
            Against="INV/2627/00001 of 28 May 2026",
            Reason="Part returned",
        ),
        lines=lines([["Oil filter, returned unused", "8708", "1 pc", "310.00", "310.00", "18%", "365.80"]]),
        tax_summary=None,
        totals=totals(
            ("Taxable value", "₹310.00"),
            ("CGST 9%", "₹27.90"),
            ("SGST 9%", "₹27.90"),
            ("Round off", "₹0.20"),
            ("Total credited", "₹366.00"),
        ),
        in_words="Rupees three hundred and sixty-six only",
        balance=[],
        qr=None,
        notes=[],
        countersign="",
    )


def job_card() -> Paper:
    """Return what a customer signs when the vehicle is taken in."""
    return invoice(
        kind="job_card",
        title="Job card",
        customer_label="Customer",
        facts=facts(
            Job_card="JC/2627/00017", Received="26 May 2026, 10:15", Promised="28 May 2026, 18:00", Advisor="Anil Kumar"
        ),
        vehicle=[*VEHICLE, {"label": "Fuel", "value": "Half"}],
        texts=[
            {
                "label": "Complaint",
                "value": "Noise from the front when braking; pulls to the right above 60 km/h. AC does not cool well.",
            },
            {
                "label": "Work to be done",
                "value": "General service\nFront brake pads\nWheel alignment\nCheck AC gas and condenser",
            },
            {"label": "Left in the vehicle", "value": "Spare wheel, jack, umbrella, phone charger"},
        ],
        lines={
            "columns": [{"label": "Estimate", "align": "left", "wide": True}, {"label": "Amount", "align": "right"}],
            "rows": [
                ["General service with oil and filter", "₹5,133.00"],
                ["Front brake pads, fitted", "₹2,891.00"],
                ["Wheel alignment and balancing", "₹1,062.00"],
            ],
        },
        tax_summary=None,
        totals=totals(("Estimate", "₹9,086.00"), ("Advance received", "₹2,000.00"), strong=0),
        in_words="",
        balance=[],
        qr=None,
        page=page_code(PAGE),
        notes=[
            "Estimates can change when the vehicle is opened; we ask before doing more.",
            "Vehicles are driven and stored at the owner's risk.",
        ],
        countersign="Customer's signature",
    )


def receipt(**changes: Any) -> Paper:
    """Return the receipt of one payment."""
    return invoice(
        **{
            "kind": "receipt",
            "title": "Receipt",
            "customer_label": "Received from",
            "facts": facts(
                Receipt_no="RV/2627/00004", Date="26 May 2026, 10:20", Job_card="JC/2627/00017", Paid_by="Cash"
            ),
            "vehicle": VEHICLE[:2],
            "lines": None,
            "tax_summary": None,
            "totals": totals(("Received", "₹2,000.00")),
            "in_words": "Rupees two thousand only",
            "balance": totals(("Job total", "₹9,086.00"), ("Paid so far", "₹2,000.00"), ("Balance due", "₹7,086.00")),
            "notes": [],
            "countersign": "",
            **changes,
        }
    )


def thermal() -> Paper:
    """Return a receipt with its lines, as a counter printer gives it."""
    return receipt(lines=lines(WORK[:3]), payments=payments(["26 May 2026", "Cash", "", "₹2,000.00"]))


def logo() -> bytes:
    """Return a picture such as a workshop has."""
    picture = Image.new("RGBA", (600, 200), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((10, 10, 190, 190), fill=(185, 28, 28, 255))
    draw.rectangle((230, 60, 590, 140), fill=(28, 25, 23, 255))
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
