"""A request whose connection ends before its body does must do nothing."""

import base64
import json
import socket
import time
import urllib.request

from tests.demos import demo_server
from tests.servers import Server

LOGIN = "Authorization: Basic " + base64.b64encode(b"tje0:Tje0").decode()


def send_and_hang_up(server: Server, head: str, body: bytes) -> None:
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.sendall(f"{head}\r\nHost: localhost\r\n{LOGIN}\r\n".encode() + b"\r\n" + body)
        time.sleep(0.2)


def get(server: Server, path: str) -> dict:
    name, value = LOGIN.split(": ")
    request = urllib.request.Request(f"{server.url}/api/v1/{path}", headers={name: value})
    with urllib.request.urlopen(request) as answer:
        return json.loads(answer.read())


def test_a_truncated_request_does_nothing() -> None:
    with demo_server() as server:
        shown = get(server, "Contact/default")["Number2"]
        body = b'{"Name": "Half a request"}'
        head = f"POST /api/v1/Contact HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: {len(body) + 50}"
        send_and_hang_up(server, head, body)
        delete = "POST /api/v1/Agents/Contact/DeleteContactEntity?contactEntityId=5 HTTP/1.1\r\nContent-Length: 50"
        send_and_hang_up(server, delete, b"")
        assert get(server, "Contact/default")["Number2"] == shown
        assert get(server, "Contact/5")["ContactId"] == 5
