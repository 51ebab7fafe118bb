"""Django's PostgreSQL backend, with a server of its own that starts with the first connection."""

from django.db.backends.postgresql import base, client

from .server import PORT, Server, program


class DatabaseClient(client.DatabaseClient):
    """`manage.py dbshell` through the psql that comes with the server."""

    def runshell(self, parameters):
        self.connection.get_connection_params()
        type(self).executable_name = program("psql")
        super().runshell(parameters)


class DatabaseWrapper(base.DatabaseWrapper):
    """Each new connection first makes sure that the server in OPTIONS["root"] runs."""

    client_class = DatabaseClient

    def get_connection_params(self):
        server = Server.at(self.settings_dict["OPTIONS"]["root"])
        self.settings_dict.update(HOST=server.ensure_running(), PORT=PORT)
        params = super().get_connection_params()
        del params["root"]
        return params
