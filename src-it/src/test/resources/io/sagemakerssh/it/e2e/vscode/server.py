"""Stands in for VS Code's server: tells its process id by HTTP, and echoes whatever comes behind an upgrade."""
import os
import socketserver
import sys


class Connection(socketserver.StreamRequestHandler):
    def handle(self):
        request = self.rfile.readline()
        while self.rfile.readline().strip():
            pass
        if request.startswith(b"GET /version "):
            self.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n%d" % os.getpid())
            return
        self.wfile.write(b"HTTP/1.1 101 Switching Protocols\r\n\r\n")
        while chunk := self.rfile.read1():
            self.wfile.write(chunk)


class Ports(socketserver.ThreadingTCPServer):
    daemon_threads = True


class Sockets(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True


kind, place = sys.argv[1].split("=", 1)
server = Sockets(place, Connection) if kind == "--socket-path" else Ports(("127.0.0.1", int(place)), Connection)
print("Extension host agent listening on", place if kind == "--socket-path" else server.server_address[1], flush=True)
server.serve_forever()
