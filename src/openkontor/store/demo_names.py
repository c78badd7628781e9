"""Words the demo data is made of: invented companies, common names, streets and towns that go together."""

from typing import NamedTuple


class Names(NamedTuple):
    """First and last names of one part of the world."""

    women: list[str]
    men: list[str]
    last: list[str]


def _names(women: str, men: str, last: str) -> Names:
    return Names(women.split(), men.split(), last.split())


class Town(NamedTuple):
    """A town as an address writes it."""

    zipcode: str
    city: str
    county: str = ""
    state: str = ""


class Place(NamedTuple):
    """A country's names, legal form, phone numbers and addresses; # is a digit, {n} a house number."""

    country_id: int
    weight: int
    names: Names
    form: str
    office: str
    mobile: str
    streets: list[str]
    post_box: str  # "" where the visiting address is the postal one
    towns: list[Town]


NORDIC = _names(
    "Astrid Solveig Ingrid Marit Liv Silje Hedda Åse Karin Sigrid Tuva Ragnhild",
    "Lars Øyvind Henrik Jens Magnus Sindre Bjørn Erik Torbjørn Nils Åge Mats",
    "Lindvik Bergstrøm Haugdal Solheim Nordbø Fjellstad Åsvang Holmgren Kjær Dalsgaard Myrvold Strand",
)
ENGLISH = _names(
    "Emily Hannah Grace Olivia Ruth Alice Megan Claire Harriet Joan",
    "James Oliver Thomas Peter Simon George Edward Martin Stuart Neil",
    "Whitmore Ashdown Carrington Pembry Hollis Thackeray Marsden Fairley Brookes Wexley",
)
GERMAN = _names(
    "Anja Sabine Katrin Ulrike Heike Greta Johanna Birgit Saskia Femke",
    "Jürgen Matthias Stefan Uwe Dieter Florian Sven Bastian Joost Wouter",
    "Schönfeld Brandt Köhler Lindemann Steinberg Vogt Hartwig Dalen Brouwer Reinders",
)
LATIN = _names(
    "Lucía Carmen Elena Inés Marta Camille Amélie Juliette Chloé Paula",
    "Javier Alberto Diego Íñigo Rafael Luc Étienne Mathieu Antoine Hugo",
    "Montero Valdés Ibarra Quiroga Salinas Delacourt Mercier Fontaine Rousselle Navarro",
)
JAPANESE = _names(
    "Yuki Haruka Aiko Sakura Naoko Emi",
    "Kenji Takumi Hiroshi Daiki Shota Ryo",
    "Aoyama Kitagawa Morishita Nishida Takeuchi Okabe",
)
INDIAN = _names(
    "Priya Ananya Kavita Meera Divya",
    "Arjun Rohan Vikram Sanjay Nikhil",
    "Deshmukh Iyer Kulkarni Bhattacharya Menon",
)

PLACES = [
    Place(
        578, 34, NORDIC, "AS", "22 ## ## ##", "9## ## ###",
        ["Storgata {n}", "Havnegata {n}", "Kirkeveien {n}", "Fjordveien {n}", "Industrigata {n}"], "Postboks {n}",
        [Town("0155", "OSLO"), Town("5003", "BERGEN"), Town("7011", "TRONDHEIM"), Town("4006", "STAVANGER"),
         Town("9008", "TROMSØ"), Town("3015", "DRAMMEN")],
    ),
    Place(
        752, 12, NORDIC, "AB", "08-### ## ##", "070-### ## ##",
        ["Storgatan {n}", "Kungsgatan {n}", "Skeppsbron {n}", "Järnvägsgatan {n}"], "Box {n}",
        [Town("111 30", "STOCKHOLM"), Town("411 03", "GÖTEBORG"), Town("211 22", "MALMÖ"), Town("753 20", "UPPSALA")],
    ),
    Place(
        208, 10, NORDIC, "A/S", "33 ## ## ##", "20 ## ## ##",
        ["Vestergade {n}", "Havnegade {n}", "Bredgade {n}", "Nørregade {n}"], "Postboks {n}",
        [Town("1260", "København K"), Town("8000", "Aarhus C"), Town("5000", "Odense C"), Town("9000", "Aalborg")],
    ),
    Place(
        826, 12, ENGLISH, "Ltd", "020 7946 0###", "07700 900###",
        ["{n} High Street", "{n} Station Road", "{n} Mill Lane", "Unit {n}, Canal Wharf"], "",
        [Town("EC2A 4NE", "LONDON"), Town("M2 5DB", "MANCHESTER", "Greater Manchester"),
         Town("BS1 4DJ", "BRISTOL", "Avon"), Town("LE1 5YA", "LEICESTER", "Leicestershire")],
    ),
    Place(
        276, 12, GERMAN, "GmbH", "030 #######", "0171 #######",
        ["Hauptstraße {n}", "Bahnhofstraße {n}", "Gartenweg {n}", "Am Markt {n}"], "Postfach {n}",
        [Town("10115", "Berlin"), Town("20095", "Hamburg"), Town("80331", "München"), Town("50667", "Köln")],
    ),
    Place(
        528, 8, GERMAN, "B.V.", "020 ### ####", "06 #### ####",
        ["Keizersgracht {n}", "Dorpsstraat {n}", "Stationsplein {n}"], "Postbus {n}",
        [Town("1015 CJ", "AMSTERDAM"), Town("3011 AD", "ROTTERDAM"), Town("3511 AX", "UTRECHT")],
    ),
    Place(
        840, 10, ENGLISH, "Inc.", "(212) 555-01##", "(917) 555-01##",
        ["{n} Main Street", "{n} Maple Avenue", "{n} Harbor Drive"], "",
        [Town("10013", "New York", "", "NY"), Town("97205", "Portland", "", "OR"), Town("02110", "Boston", "", "MA"),
         Town("78701", "Austin", "", "TX")],
    ),
    Place(
        724, 7, LATIN, "S.L.", "91 ### ## ##", "6## ### ###",
        ["Calle Mayor {n}", "Avenida del Puerto {n}", "Plaza Nueva {n}"], "",
        [Town("28013", "Madrid", "Madrid"), Town("08002", "Barcelona", "Barcelona"),
         Town("46001", "Valencia", "Valencia")],
    ),
    Place(
        250, 7, LATIN, "SARL", "01 99 00 ## ##", "06 39 98 ## ##",
        ["{n} rue de la Gare", "{n} avenue des Tilleuls", "{n} quai du Port"], "BP {n}",
        [Town("75002", "PARIS"), Town("69002", "LYON"), Town("44000", "NANTES")],
    ),
    Place(
        392, 7, JAPANESE, "K.K.", "03-5550-####", "090-0055-####",
        ["{n}-2 Kitahama", "{n}-5 Sakuragaoka", "{n}-1 Minatocho"], "",
        [Town("150-0031", "Tokyo"), Town("541-0041", "Osaka"), Town("231-0002", "Yokohama")],
    ),
    Place(
        36, 5, ENGLISH, "Pty Ltd", "(02) 5550 ####", "0491 570 ###",
        ["{n} George Street", "{n} Wattle Road", "{n} Bay Parade"], "",
        [Town("2000", "Sydney", "", "NSW"), Town("3000", "Melbourne", "", "VIC"), Town("6000", "Perth", "", "WA")],
    ),
    Place(
        124, 5, ENGLISH, "Ltd.", "(416) 555-01##", "(604) 555-01##",
        ["{n} King Street West", "{n} Cedar Crescent", "{n} Lakeshore Road"], "",
        [Town("M5H 1A1", "Toronto", "", "ON"), Town("V6B 1A1", "Vancouver", "", "BC"),
         Town("H2Y 1C6", "Montréal", "", "QC")],
    ),
    Place(
        356, 4, INDIAN, "Pvt Ltd", "022 5550 ####", "98### #####",
        ["{n} Lake View Road", "{n} Temple Street"], "",
        [Town("400001", "Mumbai"), Town("560001", "Bengaluru")],
    ),
]  # fmt: skip

# Two parts make a company's name, and with the line of business its own web domain.
FIRST_PARTS = [
    "Nor",
    "Fjord",
    "Brim",
    "Sol",
    "Vinter",
    "Kvist",
    "Elve",
    "Lyng",
    "Rav",
    "Tind",
    "Skarv",
    "Orre",
    "Hassel",
    "Mose",
    "Glim",
    "Bris",
    "Torv",
    "Alm",
]
SECOND_PARTS = ["vik", "heim", "holt", "mark", "stad", "ness", "lund", "gren", "berg", "sund", "tun", "fell"]

# business_idx -> what a company of that line calls itself
TRADES: dict[int, list[str]] = {
    1: ["Legal", "Counsel"],
    2: ["Finance", "Savings"],
    3: ["Insurance", "Mutual"],
    4: ["Software", "Data", "Systems"],
    5: ["Print", "Design"],
    6: ["Trading", "Stores"],
    7: ["Hotels", "Kitchen"],
    8: ["Works", "Machinery", "Steel"],
    9: ["Wholesale", "Supply"],
    10: ["Waterworks", "Harbour"],
    11: ["Services", "Facility"],
    12: ["Freight", "Lines"],
    13: ["Group", "Partners"],
}

DEPARTMENTS = ["Head office", "Export", "Purchasing", "Logistics", "Research"]

# title, position_idx
TITLES = [
    ("Managing director", 2),
    ("Chief financial officer", 2),
    ("Office manager", 3),
    ("Accountant", 3),
    ("Sales manager", 4),
    ("Key account manager", 4),
    ("Marketing manager", 5),
    ("Product manager", 5),
    ("System engineer", 6),
    ("Purchaser", 1),
    ("Warehouse manager", 1),
]

COMPANY_NOTES = [
    "Asks for a visit twice a year, best before the summer.",
    "Buys through the head office; delivery goes to the warehouse.",
    "Interested in a framework agreement.",
    "Pays within 14 days.",
    "Moved to new premises last year, check the delivery address.",
    "Wants all offers in writing.",
]
PERSON_NOTES = [
    "Prefers e-mail.",
    "Best reached before ten in the morning.",
    "Took over the account this year.",
    "Speaks at the yearly fair.",
]

# task_idx -> what the activity is about
SUBJECTS: dict[int, list[str]] = {
    1: ["Project meeting", "Review of the quarter", "Introduction to new products"],
    2: ["Meeting at their office", "Workshop on requirements"],
    3: ["Call about the offer", "Ask about the delivery date", "Call back"],
    4: ["Called about an invoice", "Called with a question on prices"],
    5: ["Send the price list", "Follow up on the offer", "Check that the delivery arrived"],
    6: ["Plan next year's campaign", "Prepare the visit"],
    7: ["Visit to the warehouse", "Tour of the premises"],
    8: ["Lunch"],
    9: ["Write the quote", "Revise the quote"],
    10: ["Yearly service", "Repair under warranty"],
    12: ["Sort out the paperwork"],
    13: ["Stand at the fair"],
}
PRIVATE_SUBJECTS = ["Dentist", "Parents' evening", "Car to the garage"]
LOCATIONS = ["Meeting room 1", "Meeting room 2", "Their office", "Online"]

# header, file name
DOCUMENTS = [
    ("Offer", "offer.txt", 4),
    ("Agreement", "agreement.txt", 5),
    ("Minutes of the meeting", "minutes.txt", 6),
    ("Price list", "prices.txt", 7),
    ("Order confirmation", "confirmation.txt", 1),
]
DOCUMENT_TEXT = "{header}\n\nFor {company}.\n\nThis document belongs to the demo data; put your own in its place.\n"

# What the template for e-mails consists of, by language; the main one has none.
E_MAILS = {
    "": "<p>Hello,</p>\n<p></p>\n<p>Kind regards,<br>Nordlys Kontor AS</p>\n",
    "nb-NO": "<p>Hei,</p>\n<p></p>\n<p>Vennlig hilsen<br>Nordlys Kontor AS</p>\n",
}

RELATION_COMMENTS = ["Since 2014", "Through the board", "Former colleagues", "Joint project"]
