from voicemon.errors import AudioError


def connected(made):
    app, socketio = made
    return socketio.test_client(app, flask_test_client=app.test_client())


def events(socket):
    return [(event["name"], event["args"][0]) for event in socket.get_received()]


def test_every_change_of_a_job_is_told(made, store, jobs, tmp_path):
    socket = connected(made)
    (tmp_path / "x").write_bytes(b"x")
    job_id = jobs.submit(tmp_path / "x", "x.wav")
    store.jobs.claim()
    jobs.tell(store.jobs.progress(job_id, "words", 0.5))
    jobs.tell(store.jobs.fail(job_id, AudioError("not audio", "send a recording"), file="a.wav"))
    told = events(socket)
    assert [(name, body["state"], body["progress"]) for name, body in told] == [
        ("job", "queued", 0.0),
        ("job", "running", 0.5),
        ("job", "failed", 0.5),
    ]
    assert told[-1][1]["error"]["fix"] == "send a recording"


def test_a_stored_call_is_told_as_the_list_shows_it(made, calls, jobs, tmp_path):
    socket = connected(made)
    job = calls.jobs.add(tmp_path / "x", "x.wav")
    calls.jobs.claim()
    jobs.tell(calls.jobs.finish(job.id, "call-1", file="a.wav"))
    (first, done), (second, row) = events(socket)
    assert (first, done["call_id"]) == ("job", "call-1")
    assert second == "call"
    app, _ = made
    listed = app.test_client().get("/api/calls?sort=peak").json["items"][0]
    assert row == listed


def test_a_call_that_is_gone_does_not_stop_the_jobs(made, store, jobs, tmp_path):
    socket = connected(made)
    job = store.jobs.add(tmp_path / "x", "x.wav")
    store.jobs.claim()
    jobs.tell(store.jobs.finish(job.id, "gone", file="a.wav"))
    assert [name for name, _ in events(socket)] == ["job"]
