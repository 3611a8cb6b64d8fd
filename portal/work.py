"""The worker of the portal: which handler writes which letter, and how letters leave."""

import threading

from sqlalchemy.orm import Session, sessionmaker

from portal.bookings.letters import handlers
from portal.mail.transports import sender_for, transport_for
from portal.outbox.worker import worker_loop
from portal.settings import Settings


def run_worker(sessions: sessionmaker[Session], settings: Settings, stop: threading.Event) -> None:
    """Send what waits until `stop` is set; any number of workers may run at once."""
    sender = sender_for(settings.smtp_url, settings.base_url)
    worker_loop(sessions, transport_for(settings.smtp_url), handlers(settings.base_url, sender), stop)
