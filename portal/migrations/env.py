"""Alembic's entry: the connection comes from `state.upgrade`, which also owns the transaction."""

from alembic import context

from portal.migrations.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=False,
)
context.run_migrations()
