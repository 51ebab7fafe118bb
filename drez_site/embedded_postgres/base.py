"""Django's PostgreSQL backend, with a server of its own that starts with the first connection."""

from django.db.backends.postgresql import base, client
from psycopg.conninfo import make_conninfo

from .server import PORT, Server, program


class DatabaseClient(client.DatabaseClient):
    """`manage.py dbshell` through the psql that comes with the server."""

    def runshell(self, parameters):
        self.connection.get_connection_params()
        super().runshell(parameters)

    @classmethod
    def settings_to_cmd_args_env(cls, settings_dict, parameters):
        (_, *arguments), environment = super().settings_to_cmd_args_env(settings_dict, parameters)
        return [program("psql"), *arguments], environment


class DatabaseWrapper(base.DatabaseWrapper):
    """Each new connection first makes sure that the server in OPTIONS["root"] runs.

    A pool does so for those that it makes, and not for each that it lends: asking the server whether it
    answers makes it start a process.
    """

    client_class = DatabaseClient

    def get_connection_params(self):
        options = self.settings_dict["OPTIONS"]
        server = Server.at(options["root"])
        if self.alias not in self._connection_pools:
            self.settings_dict.update(HOST=server.ensure_running(), PORT=PORT)
        params = super().get_connection_params()
        del params["root"]
        if "pool" in options:
            options["pool"]["conninfo"] = lambda: make_conninfo(host=server.ensure_running())
            del params["host"]
        return params
