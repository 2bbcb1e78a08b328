import json

from bench.board.trace import Tasks, percentile, tasks


def named(pid, tid, name):
    about = {"name": name}
    return {"ph": "M", "name": "thread_name", "pid": pid, "tid": tid, "args": about}


def task(pid, tid, ts, dur, name="ThreadControllerImpl::RunTask"):
    about = {"ph": "X", "name": name, "pid": pid, "tid": tid}
    return about | {"ts": ts, "dur": dur, "tdur": dur / 2}


def test_the_tasks_are_those_of_the_busiest_page_s_own_thread():
    events = [
        named(1, 1, "CrRendererMain"),
        named(1, 2, "Compositor"),
        named(2, 1, "CrRendererMain"),
        task(1, 1, 30, 5000),
        task(1, 1, 10, 2000),
        task(1, 1, 12, 900, "V8.Compile"),
        task(1, 2, 11, 90_000),
        task(2, 1, 11, 100),
    ]
    found = tasks(json.dumps({"traceEvents": events}).encode())
    assert found == Tasks([2.0, 5.0], [1.0, 2.5])


def test_a_trace_without_a_page_has_no_tasks():
    assert tasks(b'{"traceEvents": []}') == Tasks([], [])


def test_a_percentile_is_one_of_the_values():
    assert percentile([3.0, 1.0, 2.0], 0.5) == 2.0
    assert percentile([3.0, 1.0, 2.0], 0.95) == 3.0
    assert percentile([], 0.5) == 0.0
