"""Faults of the fault server below JSON: broken connections, slow ones, bodies too long or compressed."""

import gzip
import json
import socket
import struct

from .fault_modes import MODES, Reply, as_json, completion, mode


@mode
def r16_reset(handler):
    # SO_LINGER 0: closing sends RST instead of FIN.
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()


@mode
def r16_close(handler):
    handler.connection.shutdown(socket.SHUT_RDWR)


@mode
def r17_hang(handler):
    handler.server.owner.wait(30)


def _dribble(handler, data, pause=0.03):
    for place in range(len(data)):
        if handler.server.owner.wait(pause):
            return
        handler.wfile.write(data[place : place + 1])


def _head(*lines, status="200 OK"):
    return "\r\n".join((f"HTTP/1.1 {status}", "Content-Type: application/json", *lines, "", "")).encode()


@mode
def r18_dribble(handler):
    body = json.dumps(completion("x" * 2000)).encode()
    handler.wfile.write(_head(f"Content-Length: {len(body)}"))
    _dribble(handler, body)


@mode
def r18_dribble_head(handler):
    _dribble(handler, _head("X-Long: " + "x" * 2000))


@mode
def r18_dribble_error(handler):
    handler.wfile.write(_head("Content-Length: 2000", status="500 Oops"))
    _dribble(handler, b"x" * 2000)


@mode
def r19_short_body(handler):
    handler.wfile.write(_head("Content-Length: 5000") + json.dumps(completion("{}")).encode())


@mode
def r19_chunk_cut(handler):
    handler.wfile.write(_head("Transfer-Encoding: chunked") + b'40\r\n{"choices": ')


@mode
def r19_rst_in_body(handler):
    handler.wfile.write(_head("Content-Length: 5000") + b"{")
    r16_reset(handler)


@mode
def r44_huge(handler):
    head, tail = json.dumps(completion("@")).encode().split(b"@")
    return as_json(head + b"x" * 50_000_000 + tail)


@mode
def r44_huge_chunked(handler):
    handler.wfile.write(_head("Transfer-Encoding: chunked"))
    for _number in range(800):
        handler.wfile.write(b"10000\r\n" + b"x" * 65536 + b"\r\n")


@mode
def r44_huge_error(handler):
    return Reply(500, b"x" * 5_000_000)


def _bomb(status):
    def bomb(handler):
        body = gzip.compress(b'{"error": "' + b"0" * 20_000_000 + b'"}')
        return Reply(status, body, {"Content-Type": "application/json", "Content-Encoding": "gzip"})

    return bomb


MODES.update(r45_gzip_bomb=_bomb(200), r45_gzip_bomb_error=_bomb(500))
