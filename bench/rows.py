"""What is measured: the loads, as wrk sends them, and the rows of the table."""

from typing import NamedTuple

COMPANY = {
    "Name": "Bench company",
    "Department": "Head office",
    "OrgNr": "987654321",
    "Emails": [{"Value": "post@company.example.com"}],
    "Phones": [{"Value": "22 85 14 00"}, {"Value": "22 85 14 01"}],
    "Urls": [{"Value": "https://company.example.com/"}],
    "Description": "A company that is only there to be written.",
    "Domains": ["company.example.com"],
    "Address": {
        "Street": {"Address1": "Road 1", "City": "Oslo", "Zipcode": "0150"},
        "Postal": {"Address1": "Road 1", "City": "Oslo", "Zipcode": "0150"},
    },
}


# Companies beyond the ones that are read, only there to be changed; server.py stores them.
CHANGED = 1000

# What wrk sends, in Lua: what it knows of the server stands above each script (Load.running). All of it is made
# before the first is sent: what the load does meanwhile, it does on the other thread of the server's core.
SENT = """
local sent, last = {}, 0
local make = function(count, one)
  init = function() for number = 1, count do sent[number] = one(number - 1) end end
end
request = function()
  last = last % #sent + 1
  return sent[last]
end
"""
GET = f"""{SENT}
make(companies, function() return wrk.format("GET", path .. (2 + math.random(0, companies - 1))) end)
"""
JSON = 'wrk.headers["Content-Type"] = "application/json"'
POST = f"""{SENT}{JSON}
make(1, function() return wrk.format("POST", path, nil, body) end)
"""
# Every description differs from the one before, so that there is something to store.
PUT = f"""{SENT}{JSON}
wrk.headers["If-Unmodified-Since"] = "Fri, 01 Jan 2100 00:00:00 GMT"
local start, stop = body:find("only there")
local head, tail = body:sub(1, start - 1) .. os.time() % 10000, body:sub(stop + 1)
make(4 * changed, function(number)
  return wrk.format("PUT", path .. (2 + companies + number % changed), nil, head .. number .. tail)
end)
"""
RELATE = f"""{SENT}{JSON}
local pattern = '{{"ContactRelationEntity": {{"SourceContactId": %d, "DestinationContactId": %d, '
  .. '"RelationDefinitionId": 1}}}}'
make(companies, function()
  local source = 2 + math.random(0, companies - 2)
  return wrk.format("POST", path, nil, pattern:format(source, source + 1))
end)
"""
# The filter varies: the companies of a category or an owner, or with a name that begins with two or three letters.
LIST = f"""{SENT}
local page = "&$top=50&$select=" .. columns
local first, second, third = {{}}, {{"a", "e", "i", "o", "u"}}, {{""}}
for letter in ("bdfghjklmnprstv"):gmatch(".") do first[#first + 1], third[#third + 1] = letter, letter end
local any = function(list) return list[math.random(#list)] end
make(companies, function()
  local kind, name = math.random(3), any(first) .. any(second) .. any(third)
  local filter = "name%20begins%20'" .. name .. "'&$orderBy=name"
  if kind == 1 then filter = "category%20eq%20" .. math.random(1, 6) end
  if kind == 2 then filter = "associateId%20eq%20" .. math.random(2, 21) end
  return wrk.format("GET", path .. "?$filter=" .. filter .. page)
end)
"""
# What varies is the order of the list.
PAGE = f"""{SENT}
make(companies, function() return wrk.format("GET", pages[math.random(#pages)]) end)
"""
# Every company has something that happened since; the time varies all the same.
ACTIVE = f"""{SENT}{JSON}
make(companies, function()
  local since = ("20%02d-%02d-%02dT08:00:00"):format(math.random(10, 24), math.random(12), math.random(28))
  return wrk.format("POST", path, nil, '{{"ActivityStartTime": "' .. since .. '"}}')
end)
"""


class Row(NamedTuple):
    """One line of the table: a load on the real path and on its floor."""

    name: str
    script: str
    path: str
    floor: str
    must: float
    moonshot: float
    connections: int = 64
    floor_script: str = ""  # where the floor is loaded in another way


CONTACT = "/api/v1/Contact"
SAVE_RELATION = "/api/v1/Agents/Relation/SaveContactRelation"
LARGE = "/large/api/v1/Contact"  # 100,000 companies (large.py)
MY_ACTIVE = "/large/api/v1/Agents/Contact/GetMyActiveContacts"
COLUMNS = "contactId,name,department,category,business,country,associateId,number"
ORDERS = [f"$top=50&$select={COLUMNS}&$orderBy={order}" for order in ("", "contactId%20desc", "name", "name%20desc")]
BESIDE_WRITES = "GET Contact/{id} while 16 connections write : alone"

ROWS = (
    Row("GET Contact/{id} : same bytes from memory", GET, f"{CONTACT}/", "/bench/bytes?", 0.20, 0.50),
    Row("GET Contact/{id} : bare endpoint, same SQL", GET, f"{CONTACT}/", "/bench/bare/", 0.80, 0.95),
    Row("POST Contact, 64 : one commit each", POST, CONTACT, f"/single{CONTACT}", 3, 4),
    Row("POST Contact, 64 : write left out", POST, CONTACT, f"/unwritten{CONTACT}", 0.40, 0.60),
    Row("POST Contact, 1 : one commit each", POST, CONTACT, f"/single{CONTACT}", 0.85, 1, 1),
    Row("PUT Contact/{id}, 64 : one commit each", PUT, f"{CONTACT}/", f"/single{CONTACT}/", 3, 4),
    Row("SaveContactRelation, 64 : one commit each", RELATE, SAVE_RELATION, f"/single{SAVE_RELATION}", 3, 4),
    Row("GET Contact, 50 of 100,000 : GET Contact/{id}", LIST, LARGE, f"{CONTACT}/", 0.60, 1, floor_script=GET),
    Row("GET Contact, page 2,000 : page 1", PAGE, "last", "first", 0.67, 1),
    Row("GetMyActiveContacts, 1,000 : bare SQL", ACTIVE, MY_ACTIVE, "/bench/active", 0.60, 0.90, 4),
    Row(BESIDE_WRITES, GET, f"{CONTACT}/", f"{CONTACT}/", 0.30, 0.50),
)

# On PostgreSQL, against endpoints with the same SQL and nothing else (floors.py).
ON_POSTGRES = (
    Row("PostgreSQL: GET Contact/{id} : bare psycopg", GET, f"{CONTACT}/", "/bench/bare/", 0.60, 0.80),
    Row("PostgreSQL: POST Contact, 64 : bare psycopg", POST, CONTACT, "/bench/post", 0.60, 0.80),
    Row("PostgreSQL: POST Contact, 1 : bare psycopg", POST, CONTACT, "/bench/post", 0.60, 0.80, 1),
    Row("PostgreSQL: PUT Contact/{id}, 64 : bare psycopg", PUT, f"{CONTACT}/", "/bench/put/", 0.60, 0.80),
    Row("PostgreSQL: SaveContactRelation, 64 : bare psycopg", RELATE, SAVE_RELATION, "/bench/relate", 0.60, 0.80),
    Row("PostgreSQL: GetMyActiveContacts, 1,000 : bare psycopg", ACTIVE, MY_ACTIVE, "/bench/active", 0.60, 0.80, 4),
)
