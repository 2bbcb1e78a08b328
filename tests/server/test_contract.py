"""The running app against its own description, with thousands of odd requests made from it."""

from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import booleans
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.server.test_flags import put
from voicemon.server.openapi import description

# schemathesis leaves answers open, and with them the audio file
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

CHECKS = (
    not_a_server_error,
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
HERE = {"Host": "localhost", "Tus-Resumable": "1.0.0"}


SCHEMA = schemathesis.openapi.from_dict(description())
OPERATIONS = [found.ok() for found in SCHEMA.get_all_operations()]


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.label)
def test_every_answer_is_as_described(operation, app, calls):
    known = {
        "call_id": "call-1",
        "job_id": calls.jobs.add(Path("x"), "x.wav").id,
        "rule_id": "steep-rise",
    }
    known["flag_id"] = put(calls, "f1").id

    @given(case=operation.as_strategy(), there=booleans())
    @settings(
        max_examples=20,
        derandomize=True,
        deadline=None,
        database=None,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
    def ask(case, there):
        if there:
            names = known.keys() & case.path_parameters.keys()
            case.path_parameters.update({name: known[name] for name in names})
        answer = case.call(headers=HERE, app=app)
        case.validate_response(answer, checks=CHECKS)

    ask()
