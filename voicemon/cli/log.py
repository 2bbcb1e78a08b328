"""What voicemon logs: one line an event on standard error, tracebacks without local values.

A traceback with values could carry what a customer said.
"""

from __future__ import annotations

import logging
import sys

import structlog


def set_up() -> None:
    """To be called once by every command that logs."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.dev.ConsoleRenderer(
                colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
            ),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
