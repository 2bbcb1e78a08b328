// Made by `npm run types` from the server's OpenAPI. Do not edit.

export interface paths {
    "/api/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The audit log
         * @description Newest first; `next` of a page is `before` of the one after it.
         */
        get: operations["get_audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List calls
         * @description Calls that fit every filter given, one page of them, with how many fit in all.
         */
        get: operations["list_calls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/calls/{call_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One call with its analysis
         * @description Utterances, evidence, the curve with its reasons, flags: of one analysis.
         */
        get: operations["get_call"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/calls/{call_id}/again": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Analyse anew
         * @description Queue a further analysis of the kept audio; the earlier ones stay.
         */
        post: operations["analyse_again"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/calls/{call_id}/audio": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Playable audio
         * @description Redacted stretches are silent. Answers range and conditional requests.
         */
        get: operations["get_audio"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/calls/{call_id}/export/{format}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A call as a file
         * @description One of the formats of `voicemon export`, to be saved.
         */
        get: operations["export_call"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/calls/{call_id}/peaks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Waveform
         * @description Smallest and largest sample of every short stretch, a channel at a time.
         */
        get: operations["get_peaks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/calls/{call_id}/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say who is who, and analyse anew
         * @description Queue a further analysis with customer and agent swapped, or with the roles given.
         */
        post: operations["state_roles"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/desk/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * My messages
         * @description Messages to oneself, newest first. They count as delivered from now on.
         */
        get: operations["list_messages"];
        put?: never;
        /**
         * Message the agent of a running call
         * @description A few words, redacted, and the suggested step if it is to go with them.
         */
        post: operations["send_message"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/desk/messages/{message_id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * I have read it
         * @description Tell the sender that a message was read; the first time counts.
         */
        post: operations["read_message"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/desk/sent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What I sent
         * @description Messages that one has sent, newest first, with their receipts.
         */
        get: operations["list_sent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/figures/flags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Figures of rules
         * @description Precision, lead time, alerts an hour and supervisor: by week, rule and team.
         */
        get: operations["flag_figures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/flags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List flags
         * @description Newest first. Of one call all of them; else those that the budget held back are listed only<br/>when asked for.
         */
        get: operations["list_flags"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/flags/budget": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The alert budget
         * @description Flags to act on in the last hour against how many may be, of the teams that one sees.
         */
        get: operations["get_budget"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/flags/{flag_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One flag
         * @description The flag as it is, and every move of it, oldest first.
         */
        get: operations["get_flag"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/flags/{flag_id}/move": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Move a flag
         * @description See it, take it, act, resolve, snooze, escalate, reopen; 409 says who was first.
         */
        post: operations["move_flag"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/flags/{flag_id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Undo a move
         * @description Take one's own last move back, within ten minutes and while nobody moved it since.
         */
        post: operations["undo_flag"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Is the server well
         * @description 200 when everything it stands on is well, else 503 and what is wrong; to those who are not<br/>signed in, that something is.
         */
        get: operations["get_health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ingest/legs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Announce a leg
         * @description For feeds whose connection carries one side of a call and says too little of it: Asterisk AudioSocket, where only a UUID travels, chan_websocket, Vonage. Two legs with one call name become the two sides of one call.
         */
        post: operations["announce_leg"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Recent jobs
         * @description Newest first.
         */
        get: operations["list_jobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{job_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One job
         * @description Where a recording stands.
         */
        get: operations["get_job"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List ingest keys
         * @description The revoked ones too, oldest first.
         */
        get: operations["list_keys"];
        put?: never;
        /**
         * Make an ingest key
         * @description It is shown once: what is kept is a hash.
         */
        post: operations["add_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/keys/{key_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke an ingest key
         * @description For good; its open connections are closed within a second.
         */
        delete: operations["revoke_key"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Running calls
         * @description Every running call as the board shows it; Socket.IO `board.watch` keeps it up to date.
         */
        get: operations["list_live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/live/phone": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Can calls be joined by telephone
         * @description Whether the site lets anybody listen in and has a telephone system, and what may be rung.
         */
        get: operations["get_phone"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/live/{call_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One running call
         * @description All that was heard so far; `number` is that of the call's last change.
         */
        get: operations["get_live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/live/{call_id}/phone": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Listen, whisper or barge in by telephone
         * @description The telephone system rings `extension` and joins it to the call. 502 says what it answers.
         */
        post: operations["join_by_phone"];
        /**
         * Have left by telephone
         * @description The receiver is down: the agent is not told any more that one has joined.
         */
        delete: operations["leave_by_phone"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who asks
         * @description What the page asks first: who it is used by, what is open to them, how they may come in.
         */
        get: operations["get_me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change the own password
         * @description Every other session ends.
         */
        post: operations["change_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Confirm the second factor
         * @description The app's first code. What a second factor counted before does not any more.
         */
        put: operations["confirm_second_factor"];
        /**
         * Begin to set up a second factor
         * @description A secret for an app; it counts when its first code has come.
         */
        post: operations["offer_second_factor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/second-factor/drop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Drop the second factor
         * @description 409 where the role has to have one.
         */
        post: operations["drop_second_factor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notices/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List deliveries
         * @description Newest first; of a state or a target where one is named.
         */
        get: operations["list_deliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notices/deliveries/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resend dead letters
         * @description Every one of a target.
         */
        post: operations["resend_dead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notices/deliveries/{delivery_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Drop a message
         * @description It is not sent.
         */
        delete: operations["drop"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notices/deliveries/{delivery_id}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a message again
         * @description One that failed, is dead, held or was dropped: now, and from the first try on.
         */
        post: operations["resend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notices/targets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List targets
         * @description Every target, by name; no secrets.
         */
        get: operations["list_targets"];
        put?: never;
        /**
         * Add a target
         * @description Webhooks are signed with a secret that is made now and shown this once.
         */
        post: operations["add_target"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notices/targets/{target_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change a target
         * @description Switched off, what waits for it becomes dead letters.
         */
        put: operations["change_target"];
        post?: never;
        /**
         * Delete a target
         * @description With all that was to be sent to it.
         */
        delete: operations["remove_target"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notices/targets/{target_id}/secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a new secret
         * @description Messages are signed with it from now on; the old one counts no more.
         */
        post: operations["renew_secret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notices/targets/{target_id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test message now
         * @description At once, once, whatever the target's filters and quiet hours; says what became of it.
         */
        post: operations["test_target"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List people
         * @description Everybody, by name; the disabled ones, too.
         */
        get: operations["list_people"];
        put?: never;
        /**
         * Add somebody
         * @description They choose their password by the link.
         */
        post: operations["add_person"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{person_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Somebody
         * @description One of the list.
         */
        get: operations["get_person"];
        /**
         * Change somebody
         * @description All that is said of them; 409 when no admin would be left. Open pages hear of it at once.
         */
        put: operations["change_person"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{person_id}/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a link that sets a password
         * @description It counts once; one made before does not any more. The old password counts until then.
         */
        post: operations["make_reset_link"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{person_id}/second-factor/drop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Drop somebody's second factor
         * @description Who lost app and recovery codes signs in without, and sets up a new one.
         */
        post: operations["drop_second_factor_of"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{person_id}/single-sign-on/drop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Drop somebody's single sign-on
         * @description Whoever the provider calls by their login next is them.
         */
        post: operations["drop_single_sign_on_of"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/playbook": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every playbook
         * @description Sentences by language and kind of moment: those in force, and those that ship.
         */
        get: operations["get_playbook"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/playbook/{language}/{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Own sentences
         * @description The site's own sentences in the place of those that stand there now.
         */
        put: operations["change_playbook"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/playbook/{language}/{kind}/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sentences as they ship
         * @description Back to the sentences that ship.
         */
        post: operations["reset_playbook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set a password by a reset link
         * @description Every session of this person ends. Signing in comes after, with the second factor.
         */
        post: operations["reset_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reset/look": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Whose reset link
         * @description Before the new password is asked for.
         */
        post: operations["look_at_reset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List rules
         * @description Those that concern one's teams, in the order in which calls are asked.
         */
        get: operations["list_rules"];
        put?: never;
        /**
         * Add a draft
         * @description A draft calls nobody; rehearse it, then switch it on.
         */
        post: operations["add_rule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rules/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * How a rule would read
         * @description Checks a rule and says it in words; nothing is kept.
         */
        post: operations["preview_rule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rules/{rule_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One rule
         * @description The rule as it is, and every version of it, newest first.
         */
        get: operations["get_rule"];
        /**
         * Change a rule
         * @description Another version, for calls that begin from now on; the earlier ones are kept.
         */
        put: operations["change_rule"];
        post?: never;
        /**
         * Delete a draft
         * @description Drafts only: flags name the others.
         */
        delete: operations["delete_rule"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rules/{rule_id}/rehearsals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Rehearsals of a rule
         * @description Newest first, without what they found.
         */
        get: operations["list_rehearsals"];
        put?: never;
        /**
         * Rehearse a rule
         * @description Plays the stored calls of the last days to this version; ask for it until it is done.
         */
        post: operations["rehearse_rule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rules/{rule_id}/rehearsals/{rehearsal_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One rehearsal
         * @description How far it is, and what it found.
         */
        get: operations["get_rehearsal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rules/{rule_id}/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Switch a rule
         * @description On or off, for calls that begin from now on.
         */
        post: operations["switch_rule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List sessions
         * @description One's own; those of others for who manages people.
         */
        get: operations["list_sessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End all other sessions
         * @description One's own but the present one, or somebody's.
         */
        post: operations["end_sessions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{session_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End a session
         * @description That browser is signed out, its open pages at once.
         */
        delete: operations["end_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set the site up
         * @description The first admin, by the token that `voicemon serve` prints while there is nobody.
         */
        post: operations["set_up"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in
         * @description With login and password; 401 `second_factor` asks for the code, too.
         */
        post: operations["sign_in"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sign-in/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in by a link
         * @description A link that the command line printed; it counts once.
         */
        post: operations["sign_in_by_link"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sign-in/sso": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Go to the provider
         * @description For the browser, not for scripts.
         */
        get: operations["go_to_provider"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sign-in/sso/back": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Back from the provider
         * @description Signs in who the provider says it is, and goes on to the page.
         */
        get: operations["come_from_provider"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign out
         * @description The present session ends.
         */
        post: operations["sign_out"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/site": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * About this server
         * @description Version, models in use, limits.
         */
        get: operations["get_site"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/teams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List teams
         * @description Those one belongs to; all for an admin. The team "" stands for calls that name none.
         */
        get: operations["list_teams"];
        put?: never;
        /**
         * Add a team
         * @description A team is its name: the one that ingest keys and senders give calls.
         */
        post: operations["add_team"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/teams/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove a team
         * @description Nobody belongs to it any more; its calls keep its name.
         */
        delete: operations["remove_team"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List tokens
         * @description One's own; those of others for who manages people.
         */
        get: operations["list_tokens"];
        put?: never;
        /**
         * Make a token
         * @description It may do what its scopes and its owner's role both allow; it is shown once.
         */
        post: operations["add_token"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tokens/{token_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke a token
         * @description It counts for nothing from now on; connections made with it end.
         */
        delete: operations["revoke_token"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin an upload
         * @description `Upload-Length` bytes are going to be sent; `Location` says where.
         */
        post: operations["begin_upload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/uploads/{upload_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Give an upload up
         * @description Forget what has arrived.
         */
        delete: operations["drop_upload"];
        options?: never;
        head?: never;
        /**
         * Send the next bytes
         * @description Bytes from `Upload-Offset` on; a cut-off request keeps what arrived.
         */
        patch: operations["send_bytes"];
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * All
         * @description Every one of them holds.
         */
        All: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "all";
            /** Of */
            of: (components["schemas"]["ScoreAtLeast"] | components["schemas"]["ScoreBelow"] | components["schemas"]["Rise"] | components["schemas"]["Slope"] | components["schemas"]["Ends"] | components["schemas"]["CueHeard"] | components["schemas"]["PhraseSaid"] | components["schemas"]["PatternSaid"] | components["schemas"]["Meaning"] | components["schemas"]["Disagreement"] | components["schemas"]["Silence"] | components["schemas"]["Hold"] | components["schemas"]["Interruptions"] | components["schemas"]["All"] | components["schemas"]["AnyOf"])[];
        };
        /**
         * AnalysisOut
         * @description One version of the judgement of a call.
         */
        AnalysisOut: {
            /** Id */
            id: string;
            /**
             * Made At
             * Format: date-time
             */
            made_at: string;
            /** Models */
            models: {
                [key: string]: string;
            };
        };
        /**
         * AnyOf
         * @description At least one of them holds.
         */
        AnyOf: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "any";
            /** Of */
            of: (components["schemas"]["ScoreAtLeast"] | components["schemas"]["ScoreBelow"] | components["schemas"]["Rise"] | components["schemas"]["Slope"] | components["schemas"]["Ends"] | components["schemas"]["CueHeard"] | components["schemas"]["PhraseSaid"] | components["schemas"]["PatternSaid"] | components["schemas"]["Meaning"] | components["schemas"]["Disagreement"] | components["schemas"]["Silence"] | components["schemas"]["Hold"] | components["schemas"]["Interruptions"] | components["schemas"]["All"] | components["schemas"]["AnyOf"])[];
        };
        /**
         * AuditOut
         * @description Who did what to what, when.
         */
        AuditOut: {
            /** Action */
            action: string;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Details */
            details: {
                [key: string]: unknown;
            };
            /** Number */
            number: number;
            /** Person Id */
            person_id: string;
            /** Person Name */
            person_name: string;
            /** Subject */
            subject: string;
        };
        /**
         * AuditPage
         * @description Some entries, newest first; `next`, as `before`, asks for the older ones.
         */
        AuditPage: {
            /** Items */
            items: components["schemas"]["AuditOut"][];
            /** Next */
            next: number | null;
        };
        /**
         * AuthorOut
         * @description Who changed a rule: a person, or `voicemon` itself.
         */
        AuthorOut: {
            /** Id */
            id: string;
            /** Name */
            name: string;
        };
        /**
         * Board
         * @description Every running call one may see. Socket.IO event `board.snapshot`.
         */
        Board: {
            /** Number */
            number: number;
            /** Rows */
            rows: components["schemas"]["LiveRow"][];
            /**
             * Serving
             * @description Whether this service takes live calls at all.
             */
            serving: boolean;
        };
        /**
         * BoardChange
         * @description Rows that are new or changed, and ids of rows to take away. Event `board.change`.
         */
        BoardChange: {
            /** Gone */
            gone: string[];
            /** Number */
            number: number;
            /** Rows */
            rows: components["schemas"]["LiveRow"][];
        };
        /**
         * BudgetOut
         * @description Flags of severity `act` in the last hour against the budget, of all teams one may see.
         */
        BudgetOut: {
            /**
             * Limit
             * @description How many may be; null: there is no limit.
             */
            limit: number | null;
            /**
             * Supervisors
             * @description People on duty, at least one.
             */
            supervisors: number;
            /**
             * Suppressed
             * @description Held back in the last hour.
             */
            suppressed: number;
            /**
             * Threshold
             * @description How grave the next one must be, 0–1; 0 lets all through.
             */
            threshold: number;
            /**
             * Used
             * @description Let through in the last hour.
             */
            used: number;
        };
        /**
         * CallDetail
         * @description Everything the call page shows.
         */
        CallDetail: {
            /**
             * Analyses
             * @description Every version, newest first.
             */
            analyses: components["schemas"]["AnalysisOut"][];
            analysis: components["schemas"]["AnalysisOut"];
            /** Audio Url */
            audio_url: string | null;
            call: components["schemas"]["CallRow"];
            /** Channels */
            channels: components["schemas"]["ChannelOut"][];
            /** Evidence */
            evidence: components["schemas"]["EvidenceOut"][];
            /** Flags */
            flags: components["schemas"]["FlagOut"][];
            /** Frustration */
            frustration: components["schemas"]["FrustrationOut"][];
            /** Moments */
            moments: components["schemas"]["MomentOut"][];
            /** Peaks Url */
            peaks_url: string | null;
            /** Stretches */
            stretches: components["schemas"]["StretchOut"][];
            /** Utterances */
            utterances: components["schemas"]["UtteranceOut"][];
            /** Warnings */
            warnings: string[];
            /** Withheld */
            withheld: components["schemas"]["WithheldOut"][];
            /** Words Dropped */
            words_dropped: number;
        };
        /**
         * CallList
         * @description A page of calls.
         */
        CallList: {
            /** Items */
            items: components["schemas"]["CallRow"][];
            /** Total */
            total: number;
        };
        /**
         * CallRow
         * @description One line of the list of calls.
         */
        CallRow: {
            /** Agent Id */
            agent_id: string | null;
            /**
             * Customer Id
             * @description Masked for display when it is a phone number.
             */
            customer_id: string | null;
            /** Direction */
            direction: string;
            /**
             * Flags
             * @description Flags raised in the newest analysis.
             */
            flags: number;
            /** Id */
            id: string;
            /** Language */
            language: string | null;
            /** Queue */
            queue: string | null;
            /**
             * Roles
             * @enum {string}
             */
            roles: "channel" | "diarized" | "unknown";
            /**
             * Source
             * @description Name of the recording.
             */
            source: string;
            /**
             * Sparkline
             * @description Score at 40 even steps over the call.
             */
            sparkline: (number | null)[];
            /**
             * Started At
             * Format: date-time
             */
            started_at: string;
            summary: components["schemas"]["SummaryOut"];
            /**
             * Top Reason
             * @description Reason of the worst flag, else of the peak.
             */
            top_reason: string | null;
            /** Worst Severity */
            worst_severity: ("information" | "watch" | "act") | null;
        };
        /**
         * Case
         * @description How grave it is when a condition holds.
         */
        Case: {
            severity: components["schemas"]["Severity"];
            /** When */
            when: components["schemas"]["ScoreAtLeast"] | components["schemas"]["ScoreBelow"] | components["schemas"]["Rise"] | components["schemas"]["Slope"] | components["schemas"]["Ends"] | components["schemas"]["CueHeard"] | components["schemas"]["PhraseSaid"] | components["schemas"]["PatternSaid"] | components["schemas"]["Meaning"] | components["schemas"]["Disagreement"] | components["schemas"]["Silence"] | components["schemas"]["Hold"] | components["schemas"]["Interruptions"] | components["schemas"]["All"] | components["schemas"]["AnyOf"];
        };
        /**
         * ChannelOut
         * @description A channel of the playable audio.
         */
        ChannelOut: {
            /** Index */
            index: number;
            /**
             * Role
             * @enum {string}
             */
            role: "customer" | "agent" | "unknown";
        };
        /**
         * CodeBody
         * @description A code of the app.
         */
        CodeBody: {
            /** Code */
            code: string;
        };
        /**
         * CueHeard
         * @description One of these cues. `least_log_odds`: how much it must weigh where it was surely heard,
         *     towards frustration, or away from it for a cue that calms.
         */
        CueHeard: {
            /** Cues */
            cues: ("wording.manager_request" | "wording.churn" | "wording.legal" | "wording.complaint" | "wording.demand" | "wording.blame" | "wording.repeat" | "wording.waiting" | "wording.ignored" | "wording.stated_frustration" | "wording.profanity" | "wording.disbelief" | "wording.sarcasm" | "wording.negated_politeness" | "wording.edged_politeness" | "wording.negativity" | "wording.anger" | "wording.disappointment" | "wording.confusion" | "wording.resolved" | "wording.thanks" | "wording.gratitude" | "wording.relief" | "wording.agent_apology" | "wording.agent_acknowledges" | "wording.agent_ownership" | "wording.agent_next_step" | "wording.agent_resolution" | "wording.agent_reassures" | "wording.agent_dismisses" | "interaction.repetition" | "interaction.talk_over")[];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "cue";
            /**
             * Least Log Odds
             * @default 0.1
             */
            least_log_odds: number;
            /**
             * Times
             * @default 1
             */
            times: number;
            /**
             * Within S
             * @default 0
             */
            within_s: number;
        };
        /**
         * Deliveries
         * @description A page of deliveries, newest first.
         */
        Deliveries: {
            /**
             * Counts
             * @description How many there are in each state.
             */
            counts: {
                [key: string]: number;
            };
            /** Items */
            items: components["schemas"]["DeliveryOut"][];
            /** Total */
            total: number;
        };
        /**
         * DeliveryOut
         * @description A message on its way.
         */
        DeliveryOut: {
            /** Call Id */
            call_id: string | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Due At
             * @description When it is tried next, or its digest is due.
             */
            due_at: string | null;
            /** Error */
            error: string;
            /**
             * Event
             * @description `flag.raised`, `digest`, …
             */
            event: string;
            /** Flag Id */
            flag_id: string | null;
            /**
             * Held For
             * @description Why it waits for a digest.
             */
            held_for: string;
            /** Id */
            id: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "flag" | "digest" | "week";
            /**
             * Permanent
             * @description Whether another try would end the same way.
             */
            permanent: boolean | null;
            /** Sent At */
            sent_at: string | null;
            /**
             * Severity
             * @enum {string}
             */
            severity: "information" | "watch" | "act";
            /**
             * State
             * @enum {string}
             */
            state: "waiting" | "sending" | "sent" | "failed" | "dead" | "held" | "digested" | "dropped";
            /**
             * Target
             * @description The target's name.
             */
            target: string;
            /** Target Id */
            target_id: string;
            /**
             * Text
             * @description What it says, on one line.
             */
            text: string;
            /** Tries */
            tries: number;
        };
        /**
         * DeskCall
         * @description An own running call, as its agent sees it: no score, nothing of how anybody sounds.
         */
        DeskCall: {
            call: components["schemas"]["LiveFacts"];
            /** Id */
            id: string;
            /**
             * Joined
             * @description People who joined by telephone, where the site says so.
             */
            joined: components["schemas"]["JoinedOut"][];
            /**
             * Listeners
             * @description People who listen in, where the site says so.
             */
            listeners: number;
            step: components["schemas"]["StepOut"] | null;
        };
        /**
         * DeskChange
         * @description An own call as it is now; null when it is over. Event `desk.call`.
         */
        DeskChange: {
            call: components["schemas"]["DeskCall"] | null;
            /** Id */
            id: string;
        };
        /**
         * DeskMessageOut
         * @description A message to an agent.
         */
        DeskMessageOut: {
            by: components["schemas"]["NamedOut"];
            /** Call Id */
            call_id: string;
            /**
             * Delivered At
             * @description The agent's page has it.
             */
            delivered_at: string | null;
            /** Id */
            id: string;
            /**
             * Read At
             * @description The agent says so.
             */
            read_at: string | null;
            /**
             * Sent At
             * Format: date-time
             */
            sent_at: string;
            /** @description The suggested step that goes with it. */
            step: components["schemas"]["StepOut"] | null;
            /** Text */
            text: string;
            to: components["schemas"]["NamedOut"];
        };
        /**
         * DeskMessages
         * @description Messages, newest first.
         */
        DeskMessages: {
            /** Items */
            items: components["schemas"]["DeskMessageOut"][];
        };
        /**
         * DeskOut
         * @description All of an agent's desk. Event `desk.snapshot`.
         */
        DeskOut: {
            /**
             * Agent Id
             * @description Null: this person is linked to no agent of calls.
             */
            agent_id: string | null;
            /** Calls */
            calls: components["schemas"]["DeskCall"][];
            /**
             * Messages
             * @description Newest first.
             */
            messages: components["schemas"]["DeskMessageOut"][];
        };
        /**
         * Direction
         * @description Who called whom.
         * @enum {string}
         */
        Direction: "inbound" | "outbound" | "unknown";
        /**
         * Disagreement
         * @description The voice is tense while the words stay polite; warm words with a lively voice are joy.
         *
         *     Log-odds of one utterance: `tense` of voice and prosody together (the voice model by itself
         *     says 0.9 at most), of which `heard` by the voice model, for prosody alone is arousal; words
         *     between `warmest` and `hardest`. The newest utterance disagrees, and `times` in the window.
         */
        Disagreement: {
            /**
             * Hardest
             * @default 0.3
             */
            hardest: number;
            /**
             * Heard
             * @default 0.25
             */
            heard: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "disagreement";
            /**
             * Tense
             * @default 1
             */
            tense: number;
            /**
             * Times
             * @default 1
             */
            times: number;
            /**
             * Warmest
             * @default -1
             */
            warmest: number;
            /**
             * Within S
             * @default 60
             */
            within_s: number;
        };
        /**
         * Ended
         * @description How many sessions ended.
         */
        Ended: {
            /** Ended */
            ended: number;
        };
        /**
         * Ends
         * @description The call ends at `score` at least, or above `share` of a peak of at least `peak`.
         */
        Ends: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "ends";
            /**
             * Peak
             * @default 0.7
             */
            peak: number;
            /**
             * Score
             * @default 0.5
             */
            score: number;
            /**
             * Share
             * @default 0.5
             */
            share: number;
        };
        /**
         * EvidenceOut
         * @description One measured cue.
         */
        EvidenceOut: {
            /** Baseline */
            baseline: number | null;
            /** Confidence */
            confidence: number;
            /** Cue */
            cue: string;
            /** End S */
            end_s: number;
            /** Log Odds */
            log_odds: number;
            /** Measured */
            measured: number;
            /** Note */
            note: string;
            /** Start S */
            start_s: number;
            /** Unit */
            unit: string;
            /** Utterance Id */
            utterance_id: string;
        };
        /**
         * FlagCard
         * @description A flag as the ledger has it now.
         */
        FlagCard: {
            /** Agent Id */
            agent_id: string | null;
            /**
             * At S
             * @description Second of the call in which it was raised.
             */
            at_s: number;
            /** @description Who moved it last. */
            by: components["schemas"]["MoverOut"];
            /**
             * Call Ended
             * @description Why the call is over; null while it runs.
             */
            call_ended: string | null;
            /**
             * Call Ended At
             * @description Null also where nobody knows when.
             */
            call_ended_at: string | null;
            /** Call Id */
            call_id: string;
            /**
             * Confirmed
             * @description Whether the pass after the call found it again; null before it.
             */
            confirmed: boolean | null;
            /**
             * Due At
             * @description It escalates then, unless somebody acts.
             */
            due_at: string | null;
            /** Id */
            id: string;
            /**
             * Left
             * @description The call ended before anybody took it: it waits for its outcome, and alerts nobody any more.
             */
            left: boolean;
            /**
             * Moved At
             * Format: date-time
             * @description When it moved last.
             */
            moved_at: string;
            /**
             * Next
             * @description What it can become; `raised` is reopen or wake.
             */
            next: ("raised" | "seen" | "acknowledged" | "claimed" | "acted" | "resolved" | "snoozed" | "escalated")[];
            /**
             * Number
             * @description How often it moved; send it along to move it.
             */
            number: number;
            /** Outcome */
            outcome: ("helped" | "not_needed" | "false_alarm" | "too_late") | null;
            /** @description Who has claimed it, or acted on it. */
            owner: components["schemas"]["MoverOut"] | null;
            /** Queue */
            queue: string | null;
            /**
             * Raised At
             * Format: date-time
             */
            raised_at: string;
            /** Reason */
            reason: string;
            /** Rule */
            rule: string;
            /**
             * Score
             * @description Frustration when it was raised.
             */
            score: number | null;
            /**
             * Severity
             * @enum {string}
             */
            severity: "information" | "watch" | "act";
            /**
             * Snoozed Until
             * @description It returns by itself then.
             */
            snoozed_until: string | null;
            /**
             * State
             * @enum {string}
             */
            state: "raised" | "seen" | "acknowledged" | "claimed" | "acted" | "resolved" | "snoozed" | "escalated";
            /**
             * Suppressed
             * @description Held back by the budget: listed, but nobody is alerted.
             */
            suppressed: boolean;
            /** Team */
            team: string | null;
            /**
             * Undo Until
             * @description Until then `by` may undo the last move.
             */
            undo_until: string | null;
            /** Utterance Ids */
            utterance_ids: string[];
        };
        /**
         * FlagDetail
         * @description A flag and all that happened to it, oldest first.
         */
        FlagDetail: {
            flag: components["schemas"]["FlagCard"];
            /** History */
            history: components["schemas"]["FlagMoveOut"][];
        };
        /**
         * FlagFigures
         * @description Figures of the flags: a row a week and rule over all teams, then one for each team.
         */
        FlagFigures: {
            /** Rows */
            rows: components["schemas"]["RuleFigures"][];
            /**
             * Since
             * Format: date-time
             */
            since: string;
            /**
             * Totals
             * @description All rules together (`rule` is empty), over all teams and in each: every week.
             */
            totals: components["schemas"]["RuleFigures"][];
            /**
             * Weeks
             * @description Newest first; the first is not over yet.
             */
            weeks: string[];
        };
        /**
         * FlagList
         * @description A page of flags, newest first.
         */
        FlagList: {
            /** Items */
            items: components["schemas"]["FlagCard"][];
            /** Total */
            total: number;
        };
        /**
         * FlagMoveOut
         * @description One transition of a flag; never changed.
         */
        FlagMoveOut: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /**
             * At S
             * @description Second of the call; null after its end.
             */
            at_s: number | null;
            by: components["schemas"]["MoverOut"];
            /** Number */
            number: number;
            /** Outcome */
            outcome: ("helped" | "not_needed" | "false_alarm" | "too_late") | null;
            /**
             * State
             * @enum {string}
             */
            state: "raised" | "seen" | "acknowledged" | "claimed" | "acted" | "resolved" | "snoozed" | "escalated";
            /**
             * Suppressed
             * @description Held back by the budget, from this move on.
             */
            suppressed: boolean;
            /**
             * Undoes
             * @description The number of the move that it takes back.
             */
            undoes: number | null;
            /**
             * Until
             * @description Of a snooze: when it returns.
             */
            until: string | null;
            /** Why */
            why: string;
        };
        /**
         * FlagOut
         * @description One transition of one flag.
         */
        FlagOut: {
            /** At S */
            at_s: number;
            /** By */
            by: string;
            /** Id */
            id: string;
            /** Reason */
            reason: string;
            /** Rule */
            rule: string;
            /**
             * Severity
             * @enum {string}
             */
            severity: "information" | "watch" | "act";
            /** State */
            state: string;
            /** Utterance Ids */
            utterance_ids: string[];
        };
        /**
         * Flags
         * @description Flags of running calls, open ones of the last day, those resolved a moment ago. Socket.IO
         *     event `flags.snapshot`.
         */
        Flags: {
            budget: components["schemas"]["BudgetOut"] | null;
            /** Flags */
            flags: components["schemas"]["FlagCard"][];
            /** Number */
            number: number;
            /**
             * Serving
             * @description Whether this service takes live calls at all.
             */
            serving: boolean;
        };
        /**
         * FlagsChange
         * @description Flags that are new or moved, ids of flags to take away. Event `flags.change`.
         */
        FlagsChange: {
            /** @description Null: as before. */
            budget: components["schemas"]["BudgetOut"] | null;
            /** Flags */
            flags: components["schemas"]["FlagCard"][];
            /** Gone */
            gone: string[];
            /** Number */
            number: number;
        };
        /**
         * FrustrationOut
         * @description A point of the curve; `contributions` (cue → log-odds) add up to its log-odds.
         */
        FrustrationOut: {
            /** At S */
            at_s: number;
            /** Contributions */
            contributions: {
                [key: string]: number;
            };
            /** High */
            high: number;
            /** Low */
            low: number;
            /** Score */
            score: number;
            /** Slope Per Min */
            slope_per_min: number;
            /** Utterance Id */
            utterance_id: string;
        };
        /**
         * Health
         * @description Whether the parts the server stands on are well.
         */
        Health: {
            /**
             * Audio
             * @description `ok`, or what is wrong with the audio folder.
             */
            audio: string;
            /**
             * Database
             * @description `ok`, or what is wrong.
             */
            database: string;
            /**
             * Free Mb
             * @description Free space where audio is kept.
             */
            free_mb: number;
            /** Jobs Waiting */
            jobs_waiting: number;
            /**
             * Status
             * @enum {string}
             */
            status: "ok" | "failing";
        };
        /**
         * HitOut
         * @description A flag that the rule would have raised.
         */
        HitOut: {
            /** At S */
            at_s: number;
            /** Call Id */
            call_id: string;
            /**
             * Lead S
             * @description Until the call's end.
             */
            lead_s: number;
            /**
             * Outcome
             * @description What a person told of a flag within a minute of it.
             */
            outcome: ("helped" | "not_needed" | "false_alarm" | "too_late") | null;
            /** Queue */
            queue: string | null;
            /** Reason */
            reason: string;
            /**
             * Severity
             * @enum {string}
             */
            severity: "information" | "watch" | "act";
            /**
             * Started At
             * Format: date-time
             */
            started_at: string;
            /** Team */
            team: string | null;
            /**
             * With Rules
             * @description Rules that raised a flag within a minute of it.
             */
            with_rules: string[];
        };
        /**
         * Hold
         * @description The customer was left on hold for so long.
         */
        Hold: {
            /** At Least S */
            at_least_s: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "hold";
            /**
             * Within S
             * @default 0
             */
            within_s: number;
        };
        /**
         * Hours
         * @description From `opens` to `closes` on these days, in the site's time zone.
         *
         *     What closes at or before it opens runs into the next day: Friday 22:00–06:00 ends on Saturday;
         *     00:00–00:00 is the whole day.
         */
        Hours: {
            /**
             * Closes
             * @default 00:00
             */
            closes: string;
            /**
             * Days
             * @default [
             *       "mon",
             *       "tue",
             *       "wed",
             *       "thu",
             *       "fri",
             *       "sat",
             *       "sun"
             *     ]
             */
            days: components["schemas"]["Weekday"][];
            /**
             * Opens
             * @default 00:00
             */
            opens: string;
        };
        /**
         * Interruptions
         * @description The agent cut in and took the floor so often in one minute.
         */
        Interruptions: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "interruptions";
            /**
             * Times
             * @default 2
             */
            times: number;
            /**
             * Within S
             * @default 0
             */
            within_s: number;
        };
        /**
         * Invitation
         * @description A link that sets a password, once.
         */
        Invitation: {
            /**
             * Expires At
             * Format: date-time
             */
            expires_at: string;
            /** Link */
            link: string;
        };
        /**
         * JobList
         * @description Recent jobs, newest first.
         */
        JobList: {
            /** Items */
            items: components["schemas"]["JobOut"][];
        };
        /**
         * JobOut
         * @description A recording on its way. Sent by REST and, on every change, as Socket.IO event `job`.
         */
        JobOut: {
            /**
             * Call Id
             * @default null
             */
            call_id: string | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** @default null */
            error: components["schemas"]["Problem"] | null;
            /** File */
            file: string;
            /** Id */
            id: string;
            /**
             * Known
             * @description The same recording had been analysed before.
             * @default false
             */
            known: boolean;
            /** Progress */
            progress: number;
            /** Stage */
            stage: string;
            /**
             * State
             * @enum {string}
             */
            state: "queued" | "running" | "done" | "failed";
        };
        /**
         * JoinedOut
         * @description Somebody who joined a call by telephone. Who speaks is named, who only listens is not.
         */
        JoinedOut: {
            /**
             * Action
             * @enum {string}
             */
            action: "listen" | "whisper" | "barge";
            /** Name */
            name: string | null;
            /**
             * Since
             * Format: date-time
             * @description When the telephone system was asked.
             */
            since: string;
        };
        /**
         * KeyBody
         * @description A new key for senders of running calls.
         */
        KeyBody: {
            /**
             * Customer Track
             * @description What carries the customer, where the format does not say.
             * @default inbound
             */
            customer_track: string;
            /** Name */
            name: string;
            /**
             * Networks
             * @description Only from these (CIDR); none: from anywhere.
             * @default []
             */
            networks: string[];
            /**
             * Organization
             * @description AudioHook: only this organisation.
             * @default null
             */
            organization: string | null;
            /**
             * Secret
             * @description Twilio's auth token, or AudioHook's client secret.
             * @default null
             */
            secret: string | null;
            /**
             * Team
             * @description Of every call that comes in by it.
             * @default null
             */
            team: string | null;
            /**
             * Vendor
             * @description Take only this sender's format.
             * @default null
             */
            vendor: ("twilio" | "telnyx" | "plivo" | "exotel" | "vonage" | "jambonz" | "chan_websocket" | "lca" | "audiohook" | "pcm") | null;
        };
        /**
         * KeyOut
         * @description A key; its text is not kept.
         */
        KeyOut: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Customer Track */
            customer_track: string;
            /** Id */
            id: string;
            /** Last Used At */
            last_used_at: string | null;
            /** Name */
            name: string;
            /** Networks */
            networks: string[];
            /** Organization */
            organization: string | null;
            /** Revoked At */
            revoked_at: string | null;
            /** Signed */
            signed: boolean;
            /** Team */
            team: string | null;
            /** Vendor */
            vendor: string | null;
        };
        /**
         * KeysOut
         * @description Every key, the revoked ones too, oldest first.
         */
        KeysOut: {
            /** Items */
            items: components["schemas"]["KeyOut"][];
        };
        /**
         * LastWords
         * @description What the customer said last: `text` stands, `unsure` may still change.
         */
        LastWords: {
            /** At S */
            at_s: number;
            /** Text */
            text: string;
            /** Unsure */
            unsure: string;
        };
        /**
         * LegIn
         * @description A connection that carries one side of a call, announced before it connects.
         */
        LegIn: {
            /**
             * Agent
             * @default null
             */
            agent: string | null;
            /**
             * Call
             * @description The call it is a leg of; legs of one call are joined.
             */
            call: string;
            /**
             * Connection
             * @description Its name, for WebSocket feeds.
             * @default null
             */
            connection: string | null;
            /**
             * Consent
             * @default null
             */
            consent: ("unknown" | "granted" | "refused" | "withdrawn") | null;
            /**
             * Customer
             * @default null
             */
            customer: string | null;
            /**
             * Direction
             * @default null
             */
            direction: ("inbound" | "outbound") | null;
            /**
             * Language
             * @default null
             */
            language: string | null;
            /**
             * Queue
             * @default null
             */
            queue: string | null;
            /**
             * Role
             * @description Whose voice it carries; unknown for both mixed.
             * @enum {string}
             */
            role: "customer" | "agent" | "unknown";
            /**
             * Team
             * @default null
             */
            team: string | null;
            /**
             * Uuid
             * @description Its UUID, for AudioSocket.
             * @default null
             */
            uuid: string | null;
        };
        /**
         * LegOut
         * @description An announced leg; it must connect before `expires_at`, once.
         */
        LegOut: {
            /** Call */
            call: string;
            /** Connection */
            connection: string;
            /**
             * Expires At
             * Format: date-time
             */
            expires_at: string;
            /**
             * Role
             * @enum {string}
             */
            role: "customer" | "agent" | "unknown";
        };
        /**
         * ListenAsk
         * @description Listen to a running call. Event `start`.
         */
        ListenAsk: {
            /** Id */
            id: string;
        };
        /**
         * ListenAudio
         * @description What was said. Event `audio`, followed by the samples as bytes.
         */
        ListenAudio: {
            /**
             * Dropped S
             * @description Sound left out so far because answers came late.
             */
            dropped_s: number;
            /**
             * Forget
             * @description What came before must not be played any more.
             */
            forget: boolean;
            /**
             * Heard S
             * @description How much of the call has come in by now.
             */
            heard_s: number;
            /** Number */
            number: number;
            /** Sounds */
            sounds: components["schemas"]["ListenSound"][];
        };
        /**
         * ListenChannel
         * @description One voice of the call.
         */
        ListenChannel: {
            /** Channel */
            channel: number;
            /**
             * Role
             * @enum {string}
             */
            role: "customer" | "agent" | "unknown";
        };
        /**
         * ListenEnded
         * @description Nothing more comes: the call's reason, or `forbidden`. Event `ended`.
         */
        ListenEnded: {
            /** Id */
            id: string;
            /** Reason */
            reason: string;
        };
        /**
         * ListenOpened
         * @description The answer to `start`: from now on it is heard.
         */
        ListenOpened: {
            /**
             * Channels
             * @description Those so far; more may come.
             */
            channels: components["schemas"]["ListenChannel"][];
            /** Id */
            id: string;
            /**
             * Ok
             * @default true
             * @constant
             */
            ok: true;
            /**
             * Rate Hz
             * @description Samples a second of every channel.
             */
            rate_hz: number;
            /**
             * Shown
             * @description Whether the agent is told that somebody listens.
             */
            shown: boolean;
        };
        /**
         * ListenSound
         * @description Successive samples of one channel; a gap between two is silence.
         */
        ListenSound: {
            /** Channel */
            channel: number;
            /** Count */
            count: number;
            /**
             * Role
             * @enum {string}
             */
            role: "customer" | "agent" | "unknown";
            /**
             * Silent
             * @description Silence: its samples are not among the bytes.
             */
            silent: boolean;
            /**
             * Start
             * @description Its first sample, counted since the call began.
             */
            start: number;
        };
        /**
         * LiveCall
         * @description A running call in full. Event `live.snapshot`.
         */
        LiveCall: {
            call: components["schemas"]["LiveFacts"];
            /**
             * Flags
             * @description Every transition, those in `weighed` included.
             */
            flags: components["schemas"]["FlagOut"][];
            /** Id */
            id: string;
            /** Moments */
            moments: components["schemas"]["MomentOut"][];
            /** Number */
            number: number;
            /** Partials */
            partials: components["schemas"]["PartialOut"][];
            provisional: components["schemas"]["FrustrationOut"] | null;
            status: components["schemas"]["LiveStatus"];
            /** @description What the agent could say now. */
            step: components["schemas"]["StepOut"] | null;
            /** Stretches */
            stretches: components["schemas"]["StretchOut"][];
            /** Weighed */
            weighed: components["schemas"]["WeighedOut"][];
        };
        /**
         * LiveChange
         * @description What happened since the message before, folded. Event `live.change`.
         *
         *     To be applied in the order of the fields. A final takes its partial away, and the provisional
         *     score with it. Status, facts, provisional, suggested and each partial, stretch and moment: the
         *     newest only.
         */
        LiveChange: {
            call: components["schemas"]["LiveFacts"] | null;
            /** Ended */
            ended: string | null;
            /**
             * Flags
             * @description Transitions that no utterance brought.
             */
            flags: components["schemas"]["FlagOut"][];
            /** Id */
            id: string;
            /** Moments */
            moments: components["schemas"]["MomentOut"][];
            /** Number */
            number: number;
            /** Partials */
            partials: components["schemas"]["PartialOut"][];
            provisional: components["schemas"]["FrustrationOut"] | null;
            status: components["schemas"]["LiveStatus"] | null;
            /** Stretches */
            stretches: components["schemas"]["StretchOut"][];
            /** @description Null: as before. */
            suggested: components["schemas"]["SuggestedOut"] | null;
            /** Weighed */
            weighed: components["schemas"]["WeighedOut"][];
        };
        /**
         * LiveFacts
         * @description What is known of a running call.
         */
        LiveFacts: {
            /** Agent Id */
            agent_id: string | null;
            /**
             * Customer Id
             * @description Masked for display when it is a phone number.
             */
            customer_id: string | null;
            /** Direction */
            direction: string;
            /** Language */
            language: string | null;
            /** Queue */
            queue: string | null;
            /** Source */
            source: string;
            /**
             * Started At
             * Format: date-time
             */
            started_at: string;
            /** Team */
            team: string | null;
        };
        /**
         * LiveGone
         * @description The call that was asked for is not running, or no more. Event `live.gone`.
         */
        LiveGone: {
            /** Id */
            id: string;
        };
        /**
         * LivePulse
         * @description How many calls run now. Event `live.pulse`: at every change, else every few seconds.
         */
        LivePulse: {
            /**
             * Act
             * @description Of them, with an open flag of severity `act`.
             */
            act: number;
            /** Calls */
            calls: number;
        };
        /**
         * LiveRow
         * @description A running call as the board shows it.
         */
        LiveRow: {
            call: components["schemas"]["LiveFacts"];
            /**
             * Ended
             * @description Why the call is over; null while it runs.
             */
            ended: string | null;
            /** @description The same, as the ledger has it: who took it. */
            flag: components["schemas"]["FlagCard"] | null;
            /** Flags Open */
            flags_open: number;
            /** Id */
            id: string;
            last_words: components["schemas"]["LastWords"] | null;
            /**
             * Reasons
             * @description Strongest first, at most three.
             */
            reasons: components["schemas"]["ReasonChip"][];
            /** @description Null until the customer was heard. */
            score: components["schemas"]["LiveScore"] | null;
            /**
             * Sparkline
             * @description The last 5 minutes, oldest first.
             */
            sparkline: (number | null)[];
            status: components["schemas"]["LiveStatus"];
            /** @description The gravest open flag, of several the newest. */
            worst_flag: components["schemas"]["FlagOut"] | null;
        };
        /**
         * LiveScore
         * @description Frustration now; `provisional` while the speech it rests on still goes on.
         */
        LiveScore: {
            /** High */
            high: number;
            /** Low */
            low: number;
            /** Provisional */
            provisional: boolean;
            /** Score */
            score: number;
            /**
             * Trend
             * @enum {string}
             */
            trend: "rising" | "easing" | "steady";
        };
        /**
         * LiveStatus
         * @description How a running call is followed.
         */
        LiveStatus: {
            /**
             * Feed
             * @description `stalled`: the line is open without audio; `waiting`: the connection is lost.
             * @enum {string}
             */
            feed: "live" | "catching_up" | "stalled" | "paused" | "waiting" | "ended";
            /**
             * Heard S
             * @description Seconds of audio heard so far.
             */
            heard_s: number;
            /**
             * Lag S
             * @description Seconds from the end of speech to its score.
             */
            lag_s: number;
            /**
             * Listeners
             * @description People who listen in, where the site shows it.
             */
            listeners: number;
            /** On Hold */
            on_hold: boolean;
            /**
             * Step
             * @description How far the analysis is reduced under load.
             * @enum {string}
             */
            step: "full" | "no_partials" | "short_windows" | "small_model" | "sparse_words" | "sound_only" | "record_only";
            /**
             * Warnings
             * @description What is wrong with its analysis or its recording, in sentences.
             */
            warnings: string[];
        };
        /**
         * Me
         * @description Who asks, what is open to them, and what the page needs to let them in.
         */
        Me: {
            /**
             * Csrf
             * @description To be sent as X-CSRF-Token with every change.
             * @default
             */
            csrf: string;
            /**
             * Demo
             * @default false
             */
            demo: boolean;
            /**
             * Has Password
             * @default false
             */
            has_password: boolean;
            /**
             * How
             * @description local, password, sso, link, setup or token.
             * @default
             */
            how: string;
            /**
             * Login
             * @default
             */
            login: string;
            /**
             * @description null: nobody is signed in.
             * @default null
             */
            person: components["schemas"]["PersonOut"] | null;
            /**
             * Recovery Codes
             * @description How many are left.
             * @default 0
             */
            recovery_codes: number;
            /**
             * Rights
             * @default []
             */
            rights: string[];
            /**
             * Second Factor
             * @default false
             */
            second_factor: boolean;
            /**
             * Second Factor Due
             * @description Nothing else is open before it is set up.
             * @default false
             */
            second_factor_due: boolean;
            /**
             * Setup
             * @description There is nobody yet.
             */
            setup: boolean;
            /**
             * Sign In
             * @description People sign in here.
             */
            sign_in: boolean;
            /**
             * Sso
             * @description What the button of single sign-on says; empty: none.
             * @default
             */
            sso: string;
            /**
             * Views
             * @description Every view of the page.
             */
            views: components["schemas"]["ViewOut"][];
        };
        /**
         * Meaning
         * @description An utterance that means about the same as an example, by the text model: English only.
         */
        Meaning: {
            /** Examples */
            examples: string[];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "meaning";
            /**
             * Similarity
             * @default 0.55
             */
            similarity: number;
            /**
             * Times
             * @default 1
             */
            times: number;
            /** @default customer */
            whose: components["schemas"]["SaidBy"];
            /**
             * Within S
             * @default 0
             */
            within_s: number;
        };
        /**
         * MessageBody
         * @description What to tell the agent of a running call.
         */
        MessageBody: {
            /** Call Id */
            call_id: string;
            /**
             * Text
             * @default
             */
            text: string;
            /**
             * With Step
             * @description The step that is suggested now goes with it.
             * @default false
             */
            with_step: boolean;
        };
        /**
         * MomentOut
         * @description An opportunity for empathy, and what the agent's words did about it.
         */
        MomentOut: {
            /**
             * Acts
             * @description What the agent's turns since then held.
             */
            acts: ("acknowledge" | "validate" | "apologise" | "open_question" | "summarise_back" | "ownership" | "next_step" | "reassure")[];
            /** Answer Utterance Id */
            answer_utterance_id: string | null;
            /** At S */
            at_s: number;
            /**
             * Could Have Said
             * @description A sentence of the playbook, for one of a stored call that was not met.
             * @default null
             */
            could_have_said: string | null;
            /**
             * Ended S
             * @description Null while it is open.
             */
            ended_s: number | null;
            /** Id */
            id: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "manager" | "legal" | "leaving" | "interrupted" | "repeated" | "waited" | "distress" | "worry" | "confusion";
            /**
             * Last S
             * @description When it was shown last.
             */
            last_s: number;
            /**
             * Met
             * @description Answered within the agent's next turns.
             */
            met: boolean;
            /**
             * Needed
             * @description Any one of these answers it.
             */
            needed: ("acknowledge" | "validate" | "apologise" | "open_question" | "summarise_back" | "ownership" | "next_step" | "reassure")[];
            /** Opportunity Utterance Id */
            opportunity_utterance_id: string;
            /**
             * Reason
             * @description Completes “the customer …”.
             */
            reason: string;
            /**
             * Response Delay S
             * @description Null while nothing has answered it.
             */
            response_delay_s: number | null;
            /**
             * Times
             * @description How often it was shown.
             */
            times: number;
        };
        /**
         * MoveIn
         * @description Move a flag. `seen` of one that is seen already changes nothing and is no conflict.
         */
        MoveIn: {
            /**
             * Number
             * @description As on the card one looks at.
             */
            number: number;
            /**
             * Outcome
             * @description Needed to resolve.
             * @default null
             */
            outcome: ("helped" | "not_needed" | "false_alarm" | "too_late") | null;
            /**
             * To
             * @enum {string}
             */
            to: "raised" | "seen" | "acknowledged" | "claimed" | "acted" | "resolved" | "snoozed" | "escalated";
            /**
             * Until
             * @description Needed to snooze; a day ahead at most.
             * @default null
             */
            until: string | null;
            /**
             * Why
             * @default
             */
            why: string;
        };
        /**
         * MoverOut
         * @description Who moved a flag: a person, or `voicemon` itself.
         */
        MoverOut: {
            /** Id */
            id: string;
            /** Name */
            name: string;
        };
        /**
         * NamedOut
         * @description Somebody.
         */
        NamedOut: {
            /** Id */
            id: string;
            /** Name */
            name: string;
        };
        /**
         * NewKey
         * @description `text` is shown once.
         */
        NewKey: {
            key: components["schemas"]["KeyOut"];
            /** Text */
            text: string;
        };
        /**
         * NewPassword
         * @description One's own password changes.
         */
        NewPassword: {
            /** New */
            new: string;
            /** Old */
            old: string;
        };
        /**
         * NewPersonBody
         * @description Somebody new, or somebody anew.
         */
        NewPersonBody: {
            /**
             * Agent Id
             * @default null
             */
            agent_id: string | null;
            /** Login */
            login: string;
            /** Name */
            name: string;
            /**
             * Role
             * @enum {string}
             */
            role: "admin" | "supervisor" | "qa" | "agent";
            /**
             * Teams
             * @description "": of no team.
             * @default []
             */
            teams: string[];
        };
        /**
         * NewPersonOut
         * @description Somebody new, and the link to give to them.
         */
        NewPersonOut: {
            /**
             * Expires At
             * Format: date-time
             */
            expires_at: string;
            /** Link */
            link: string;
            person: components["schemas"]["PersonRow"];
        };
        /**
         * NewTarget
         * @description A new target.
         */
        NewTarget: {
            /**
             * Address
             * @description A web address, or one of apprise; never shown again.
             */
            address: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "webhook" | "apprise" | "pbx";
            /**
             * Language
             * @description Of what people read; null: the site's (`notice_language`).
             * @default null
             */
            language: ("en" | "de" | "es") | null;
            /**
             * Most
             * @description Messages in `window_min` minutes; what is more comes in a digest.
             * @default 20
             */
            most: number;
            /** Name */
            name: string;
            /**
             * Queues
             * @description None: every queue; "": calls without one.
             * @default []
             */
            queues: string[];
            /**
             * Quiet
             * @default []
             */
            quiet: components["schemas"]["QuietIn"][];
            /**
             * Quiet Passes
             * @description Flags as grave as this go out in quiet hours, too.
             * @default null
             */
            quiet_passes: ("information" | "watch" | "act") | null;
            /**
             * Severities
             * @description None: every severity.
             * @default [
             *       "act"
             *     ]
             */
            severities: ("information" | "watch" | "act")[];
            /**
             * States
             * @description None: every change of a flag.
             * @default [
             *       "raised",
             *       "escalated"
             *     ]
             */
            states: ("raised" | "seen" | "acknowledged" | "claimed" | "acted" | "resolved" | "snoozed" | "escalated")[];
            /**
             * Teams
             * @description None: every team; "": calls without one.
             * @default []
             */
            teams: string[];
            /**
             * Weekly
             * @description Tell every week how well the rules called for people.
             * @default false
             */
            weekly: boolean;
            /**
             * Weekly Day
             * @description Of the week; 0 = Monday.
             * @default 0
             */
            weekly_day: number;
            /**
             * Weekly Hour
             * @description By the site's clock.
             * @default 7
             */
            weekly_hour: number;
            /**
             * Window Min
             * @default 10
             */
            window_min: number;
        };
        /**
         * NewToken
         * @description `text` is shown once.
         */
        NewToken: {
            /** Text */
            text: string;
            token: components["schemas"]["TokenOut"];
        };
        /**
         * NumberBody
         * @description What is changed: the state with this number, and no later one.
         */
        NumberBody: {
            /** Number */
            number: number;
        };
        /**
         * OneTime
         * @description A one-time token.
         */
        OneTime: {
            /** Token */
            token: string;
        };
        /**
         * OverlapOut
         * @description Calls that this rule and another one flag.
         */
        OverlapOut: {
            /** Both */
            both: number;
            /** Only Other */
            only_other: number;
            /** Only This */
            only_this: number;
            /** Rule */
            rule: string;
        };
        /**
         * PartOut
         * @description A part of a rule's sentence: a text of the page's catalogue, the values in it, and the parts
         *     that stand for `{of}`.
         */
        PartOut: {
            /** Id */
            id: string;
            /** Of */
            of: components["schemas"]["PartOut"][];
            /** Values */
            values: {
                [key: string]: number | string | string[];
            };
        };
        /**
         * PartialOut
         * @description Words of speech that still goes on; empty texts take the partial back.
         */
        PartialOut: {
            /** End S */
            end_s: number;
            /**
             * Role
             * @enum {string}
             */
            role: "customer" | "agent" | "unknown";
            /** Stable */
            stable: string;
            /** Start S */
            start_s: number;
            /** Unsure */
            unsure: string;
            /** Utterance Id */
            utterance_id: string;
        };
        /**
         * PatternSaid
         * @description Words that fit a pattern of `voicemon.flags.words`.
         */
        PatternSaid: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "pattern";
            /** Text */
            text: string;
            /**
             * Times
             * @default 1
             */
            times: number;
            /** @default customer */
            whose: components["schemas"]["SaidBy"];
            /**
             * Within S
             * @default 0
             */
            within_s: number;
        };
        /**
         * PcmAck
         * @description The answer to what was understood; to what was not, a `Problem` with `ok: false`.
         */
        PcmAck: {
            /**
             * Call
             * @description Answer to `start`: the id of the call.
             * @default null
             */
            call: string | null;
            /**
             * Next
             * @description Answer to `audio`: the sample that is due next.
             * @default null
             */
            next: number | null;
            /**
             * Note
             * @description What is not judged, and why.
             * @default null
             */
            note: string | null;
            /**
             * Ok
             * @constant
             */
            ok: true;
        };
        /**
         * PcmStart
         * @description A call begins. Event `start`.
         */
        PcmStart: {
            /**
             * Call
             * @description The sender's name of the call; legs of one call share it.
             * @default
             */
            call: string;
            /**
             * Facts
             * @description agent, customer, queue, team, language, direction, consent.
             */
            facts?: {
                [key: string]: string;
            };
            /**
             * Key
             * @description Ingest key; may be empty on the machine itself.
             * @default
             */
            key: string;
            /**
             * Rate Hz
             * @description Samples a second of every track.
             */
            rate_hz: number;
            /** Tracks */
            tracks: components["schemas"]["PcmTrack"][];
        };
        /**
         * PcmTrack
         * @description One voice.
         */
        PcmTrack: {
            /** Name */
            name: string;
            /**
             * Role
             * @description An unknown one's voice is not judged.
             * @default unknown
             * @enum {string}
             */
            role: "customer" | "agent" | "unknown";
        };
        /**
         * Peaks
         * @description Waveform: a channel is min, max, min, max … in −128…127, `rate_hz` pairs a second.
         */
        Peaks: {
            /** Channels */
            channels: number[][];
            /** Rate Hz */
            rate_hz: number;
        };
        /**
         * People
         * @description Everybody.
         */
        People: {
            /** Items */
            items: components["schemas"]["PersonRow"][];
        };
        /**
         * PersonBody
         * @description All that is said of somebody.
         */
        PersonBody: {
            /**
             * Agent Id
             * @default null
             */
            agent_id: string | null;
            /**
             * Disabled
             * @default false
             */
            disabled: boolean;
            /** Login */
            login: string;
            /** Name */
            name: string;
            /**
             * Role
             * @enum {string}
             */
            role: "admin" | "supervisor" | "qa" | "agent";
            /**
             * Teams
             * @description "": of no team.
             * @default []
             */
            teams: string[];
        };
        /**
         * PersonOut
         * @description Somebody.
         */
        PersonOut: {
            /** Agent Id */
            agent_id: string | null;
            /** Id */
            id: string;
            /** Name */
            name: string;
            /**
             * Role
             * @enum {string}
             */
            role: "admin" | "supervisor" | "qa" | "agent";
            /** Teams */
            teams: string[];
        };
        /**
         * PersonRow
         * @description Somebody, as admins see them.
         */
        PersonRow: {
            /** Agent Id */
            agent_id: string | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Disabled At */
            disabled_at: string | null;
            /** Has Password */
            has_password: boolean;
            /** Id */
            id: string;
            /** Login */
            login: string;
            /** Name */
            name: string;
            /**
             * Role
             * @enum {string}
             */
            role: "admin" | "supervisor" | "qa" | "agent";
            /** Second Factor */
            second_factor: boolean;
            /** Seen At */
            seen_at: string | null;
            /** Single Sign On */
            single_sign_on: boolean;
            /** Teams */
            teams: string[];
        };
        /**
         * Phone
         * @description Whether calls can be joined by telephone.
         */
        Phone: {
            /** Available */
            available: boolean;
            /**
             * Extensions
             * @description Regular expression of those that may be rung.
             */
            extensions: string;
        };
        /**
         * PhoneAsked
         * @description The telephone system took it.
         */
        PhoneAsked: {
            /**
             * Action
             * @enum {string}
             */
            action: "listen" | "whisper" | "barge";
            /** Extension */
            extension: string;
            /**
             * Target
             * @description Name of the telephone system.
             */
            target: string;
        };
        /**
         * PhoneBody
         * @description How a supervisor wants to join a running call, and where to be rung.
         */
        PhoneBody: {
            /**
             * Action
             * @enum {string}
             */
            action: "listen" | "whisper" | "barge";
            /** Extension */
            extension: string;
        };
        /**
         * PhraseSaid
         * @description One of these phrases, word for word.
         */
        PhraseSaid: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "phrase";
            /** Phrases */
            phrases: string[];
            /**
             * Times
             * @default 1
             */
            times: number;
            /** @default customer */
            whose: components["schemas"]["SaidBy"];
            /**
             * Within S
             * @default 0
             */
            within_s: number;
        };
        /**
         * PlaybookItem
         * @description The sentences of one kind of moment in one language.
         */
        PlaybookItem: {
            /**
             * Bundled
             * @description Those that ship.
             */
            bundled: string[];
            /** Changed At */
            changed_at: string | null;
            changed_by: components["schemas"]["NamedOut"] | null;
            /** Edited */
            edited: boolean;
            /**
             * Kind
             * @enum {string}
             */
            kind: "manager" | "legal" | "leaving" | "interrupted" | "repeated" | "waited" | "distress" | "worry" | "confusion";
            /**
             * Language
             * @enum {string}
             */
            language: "en" | "de" | "es";
            /**
             * Number
             * @description How often it was changed; send it along to change it.
             */
            number: number;
            /** Sentences */
            sentences: string[];
        };
        /**
         * PlaybookOut
         * @description Every playbook.
         */
        PlaybookOut: {
            /** Items */
            items: components["schemas"]["PlaybookItem"][];
            /**
             * Longest
             * @default 200
             */
            longest: number;
            /**
             * Most
             * @default 20
             */
            most: number;
            /**
             * Site Language
             * @description For calls in a language without a playbook.
             * @enum {string}
             */
            site_language: "en" | "de" | "es";
        };
        /**
         * Problem
         * @description A refused request: a stable code, what happened, what to do.
         */
        Problem: {
            /** Code */
            code: string;
            /**
             * Fix
             * @default
             */
            fix: string;
            /** Message */
            message: string;
        };
        /**
         * ProofBody
         * @description The password once more, where there is one.
         */
        ProofBody: {
            /**
             * Password
             * @default
             */
            password: string;
        };
        /**
         * QuietIn
         * @description Hours in which a target is left alone, in the site's time zone; an end before the start is
         *     the next day, the same time twice a whole day.
         */
        QuietIn: {
            /**
             * Days
             * @description On which it starts, 0 = Monday; none: every day.
             * @default []
             */
            days: number[];
            /** End */
            end: string;
            /** Start */
            start: string;
        };
        /**
         * QuietOut
         * @description Hours in which a target is left alone.
         */
        QuietOut: {
            /** Days */
            days: number[];
            /** End */
            end: string;
            /** Start */
            start: string;
        };
        /**
         * ReasonChip
         * @description A reason of the present score: the measured sentence, and its weight in log-odds.
         */
        ReasonChip: {
            /** Cue */
            cue: string;
            /** Log Odds */
            log_odds: number;
            /** Note */
            note: string;
        };
        /**
         * RecoveryCodes
         * @description Each counts once; shown once.
         */
        RecoveryCodes: {
            /** Codes */
            codes: string[];
        };
        /**
         * RehearsalIn
         * @description Which version, over the calls of how many days.
         */
        RehearsalIn: {
            /**
             * Days
             * @default 30
             */
            days: number;
            /** Number */
            number: number;
        };
        /**
         * RehearsalList
         * @description Rehearsals of a rule, newest first.
         */
        RehearsalList: {
            /** Items */
            items: components["schemas"]["RehearsalRow"][];
        };
        /**
         * RehearsalOut
         * @description A rehearsal; `result` is there once it is done.
         */
        RehearsalOut: {
            /**
             * Asked At
             * Format: date-time
             */
            asked_at: string;
            by: components["schemas"]["AuthorOut"];
            /** Days */
            days: number;
            /** Ended At */
            ended_at: string | null;
            /** Error */
            error: string;
            /** Id */
            id: string;
            /**
             * Number
             * @description The version that was rehearsed.
             */
            number: number;
            /** Progress */
            progress: number;
            result: components["schemas"]["RehearsedOut"] | null;
            /** Rule Id */
            rule_id: string;
            /**
             * State
             * @enum {string}
             */
            state: "waiting" | "running" | "done" | "failed";
            /**
             * Teams
             * @description Whose calls; null: everybody's.
             */
            teams: string[] | null;
        };
        /**
         * RehearsalRow
         * @description A rehearsal, without what it found.
         */
        RehearsalRow: {
            /**
             * Asked At
             * Format: date-time
             */
            asked_at: string;
            by: components["schemas"]["AuthorOut"];
            /** Days */
            days: number;
            /** Ended At */
            ended_at: string | null;
            /** Error */
            error: string;
            /** Id */
            id: string;
            /**
             * Number
             * @description The version that was rehearsed.
             */
            number: number;
            /** Progress */
            progress: number;
            /** Rule Id */
            rule_id: string;
            /**
             * State
             * @enum {string}
             */
            state: "waiting" | "running" | "done" | "failed";
            /**
             * Teams
             * @description Whose calls; null: everybody's.
             */
            teams: string[] | null;
        };
        /**
         * RehearsedOut
         * @description What the rule would have done. Precision is right / (right + wrong) of the hits with an
         *     outcome: right where a person helped or came too late, wrong where it was a false alarm or not
         *     needed.
         */
        RehearsedOut: {
            /**
             * Alerts Per Hour
             * @description Flags to act on.
             */
            alerts_per_hour: number;
            /**
             * Busiest Hour
             * @description Most flags in one clock hour.
             */
            busiest_hour: number;
            /**
             * Calls
             * @description That were played.
             */
            calls: number;
            /** Flagged Calls */
            flagged_calls: number;
            /** Flags */
            flags: number;
            /** Flags Per Hour */
            flags_per_hour: number;
            /**
             * Hits
             * @description The newest 500, of calls that one may see.
             */
            hits: components["schemas"]["HitOut"][];
            /**
             * Hours
             * @description Clock hours in which one of them began.
             */
            hours: number;
            /**
             * Lead S
             * @description Median seconds from a hit to the call's end.
             */
            lead_s: number | null;
            /**
             * Missed
             * @description Flags that were right, with no hit close by.
             */
            missed: number;
            /** Outcomes */
            outcomes: {
                [key: string]: number;
            };
            /** Overlaps */
            overlaps: components["schemas"]["OverlapOut"][];
            /** Precision */
            precision: number | null;
            /** Severities */
            severities: {
                [key: string]: number;
            };
            /**
             * Unknown
             * @description Hits of which nobody told the outcome.
             */
            unknown: number;
        };
        /**
         * ResendBody
         * @description Whose dead letters are to be sent again.
         */
        ResendBody: {
            /** Target */
            target: string;
        };
        /**
         * Resent
         * @description How many.
         */
        Resent: {
            /** Count */
            count: number;
        };
        /**
         * Reset
         * @description A new password.
         */
        Reset: {
            /** Password */
            password: string;
            /** Token */
            token: string;
        };
        /**
         * Rise
         * @description The score climbed by this within a window, and clearly to where it matters: a touch of a
         *     limit is no rise.
         */
        Rise: {
            /** By */
            by: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "rise";
            /**
             * Reaching
             * @default 0
             */
            reaching: number;
            /**
             * Within S
             * @default 60
             */
            within_s: number;
        };
        /**
         * RolesBody
         * @description Who is who. Without roles, customer and agent change places.
         */
        RolesBody: {
            /**
             * Roles
             * @description One a channel; of a mono recording, who speaks first and the other.
             * @default []
             */
            roles: ("customer" | "agent" | "unknown")[];
        };
        /**
         * Rule
         * @description `id` names it in flags; `says` opens a flag's reason instead of the conditions' own words.
         *
         *     Of several cases the gravest that holds counts. A flag is not raised again while one as grave is
         *     open, nor for `cooldown_s` after it; with `suppress_while_acknowledged` nor while a person has
         *     taken any flag of the call that is as grave. `ends_itself`: calm resolves the flag, else only a
         *     person does.
         */
        Rule: {
            /** Cases */
            cases: components["schemas"]["Case"][];
            /**
             * Cooldown S
             * @default 60
             */
            cooldown_s: number;
            /**
             * Ends Itself
             * @default true
             */
            ends_itself: boolean;
            /**
             * Hours
             * @default []
             */
            hours: components["schemas"]["Hours"][];
            /**
             * Id
             * @default
             */
            id: string;
            /** Name */
            name: string;
            /**
             * Says
             * @default
             */
            says: string;
            /**
             * @default {
             *       "directions": [],
             *       "languages": [],
             *       "queues": [],
             *       "teams": []
             *     }
             */
            scope: components["schemas"]["Scope"];
            /**
             * Suppress While Acknowledged
             * @default false
             */
            suppress_while_acknowledged: boolean;
        };
        /**
         * RuleChange
         * @description What a rule is to be; `number` is that of the version that was changed.
         */
        RuleChange: {
            definition: components["schemas"]["Rule"];
            /** Number */
            number: number;
        };
        /**
         * RuleDetail
         * @description A rule and every version of it, newest first.
         */
        RuleDetail: {
            rule: components["schemas"]["RuleOut"];
            /** Versions */
            versions: components["schemas"]["RuleVersionOut"][];
        };
        /**
         * RuleFigures
         * @description One rule in one week, of one team ("": of none), or (null) of all that one may see.
         *
         *     Precision is right / (right + wrong): right where a person helped or came too late, wrong where
         *     it was a false alarm or not needed. Flags without an outcome are not in it.
         */
        RuleFigures: {
            /**
             * Acknowledged S
             * @description Median seconds until a person took it (acknowledged, claimed, acted).
             */
            acknowledged_s: number | null;
            /**
             * Enough
             * @description Whether there are outcomes enough to tell a precision.
             */
            enough: boolean;
            /**
             * Escalated
             * @description Nobody acted in time, or somebody asked for help.
             */
            escalated: number;
            /** False Alarm */
            false_alarm: number;
            /** Helped */
            helped: number;
            /**
             * High
             * @description … to here.
             */
            high: number | null;
            /**
             * Judged
             * @description With an outcome.
             */
            judged: number;
            /**
             * Lead S
             * @description Median seconds from the flag to the call's end.
             */
            lead_s: number | null;
            /**
             * Left
             * @description Nobody had taken them when their call was over.
             */
            left: number;
            /**
             * Low
             * @description Precision lies with 90 % certainty from here …
             */
            low: number | null;
            /**
             * Not Confirmed
             * @description Not found again by the pass after the call.
             */
            not_confirmed: number;
            /** Not Needed */
            not_needed: number;
            /**
             * Per Supervisor Hour
             * @description Alerts an hour and supervisor on duty; null where nobody was.
             */
            per_supervisor_hour: number | null;
            /**
             * Precision
             * @description Null where no outcome is known.
             */
            precision: number | null;
            /**
             * Raised
             * @description Flags that people were alerted to.
             */
            raised: number;
            /** Rule */
            rule: string;
            /**
             * Supervisor Hours
             * @description Hours of all who were on duty and saw the team: what that rate rests on.
             */
            supervisor_hours: number;
            /**
             * Suppressed
             * @description Held back by the budget, besides.
             */
            suppressed: number;
            /** Team */
            team: string | null;
            /** Too Late */
            too_late: number;
            /**
             * Unknown
             * @description Without an outcome.
             */
            unknown: number;
            /**
             * Week
             * @description ISO week, `2026-W47`, by the site's days.
             */
            week: string;
        };
        /**
         * RuleIn
         * @description A rule as data; its `id` is made of the name.
         */
        RuleIn: {
            definition: components["schemas"]["Rule"];
        };
        /**
         * RuleList
         * @description The rules that one sees, in the order in which calls are asked.
         */
        RuleList: {
            /** Items */
            items: components["schemas"]["RuleOut"][];
            /**
             * May Add
             * @description Whether whoever asks may add drafts.
             */
            may_add: boolean;
            /**
             * May Calibrate
             * @description Whether whoever asks is an admin, and people told outcomes enough for `voicemon models calibrate`.
             */
            may_calibrate: boolean;
        };
        /**
         * RuleOut
         * @description A rule as it is now.
         */
        RuleOut: {
            /** Built In */
            built_in: boolean;
            /**
             * Changed At
             * Format: date-time
             */
            changed_at: string;
            changed_by: components["schemas"]["AuthorOut"];
            definition: components["schemas"]["Rule"];
            /** Id */
            id: string;
            /**
             * In Full
             * @description With how often, and how its flags end.
             */
            in_full: string;
            /**
             * Made At
             * Format: date-time
             */
            made_at: string;
            /**
             * May Change
             * @description Whether whoever asks may.
             */
            may_change: boolean;
            /** Name */
            name: string;
            /**
             * Number
             * @description Of this version; send it along to change the rule.
             */
            number: number;
            /**
             * Parts
             * @description The same in parts, for other languages.
             */
            parts: components["schemas"]["PartOut"][];
            /**
             * Sentence
             * @description When it calls, and for which calls; in English.
             */
            sentence: string;
            /**
             * Severity
             * @description The gravest that it raises.
             * @enum {string}
             */
            severity: "information" | "watch" | "act";
            /**
             * State
             * @enum {string}
             */
            state: "draft" | "on" | "off";
        };
        /**
         * RuleSwitch
         * @description On or off; `number` is that of the version that was seen.
         */
        RuleSwitch: {
            /** Number */
            number: number;
            /**
             * State
             * @enum {string}
             */
            state: "on" | "off";
        };
        /**
         * RuleTold
         * @description How a rule reads.
         */
        RuleTold: {
            /**
             * In Full
             * @description With how often, and how its flags end.
             */
            in_full: string;
            /**
             * Parts
             * @description The same in parts, for other languages.
             */
            parts: components["schemas"]["PartOut"][];
            /**
             * Sentence
             * @description When it calls, and for which calls; in English.
             */
            sentence: string;
            /**
             * Severity
             * @description The gravest that it raises.
             * @enum {string}
             */
            severity: "information" | "watch" | "act";
        };
        /**
         * RuleVersionOut
         * @description A rule from one change to the next, or a draft beside the version that stands: one with the
         *     state `draft` and a higher number than the rule's.
         */
        RuleVersionOut: {
            /**
             * Changed At
             * Format: date-time
             */
            changed_at: string;
            changed_by: components["schemas"]["AuthorOut"];
            definition: components["schemas"]["Rule"];
            /**
             * In Full
             * @description With how often, and how its flags end.
             */
            in_full: string;
            /** Number */
            number: number;
            /**
             * Parts
             * @description The same in parts, for other languages.
             */
            parts: components["schemas"]["PartOut"][];
            /**
             * Sentence
             * @description When it calls, and for which calls; in English.
             */
            sentence: string;
            /**
             * Severity
             * @description The gravest that it raises.
             * @enum {string}
             */
            severity: "information" | "watch" | "act";
            /**
             * State
             * @enum {string}
             */
            state: "draft" | "on" | "off";
            /**
             * Why
             * @description Why a draft was proposed; else empty.
             */
            why: string;
        };
        /**
         * SaidBy
         * @description Whose words are looked at; a speaker without a role counts as the customer.
         * @enum {string}
         */
        SaidBy: "customer" | "agent" | "anybody";
        /**
         * Scope
         * @description Calls that have one of each; none given is all of them. A call of which a fact is not known
         *     is out of a scope that asks for it.
         */
        Scope: {
            /**
             * Directions
             * @default []
             */
            directions: components["schemas"]["Direction"][];
            /**
             * Languages
             * @default []
             */
            languages: string[];
            /**
             * Queues
             * @default []
             */
            queues: string[];
            /**
             * Teams
             * @default []
             */
            teams: string[];
        };
        /**
         * ScoreAtLeast
         * @description The score is, or has been for `for_s`, at least this.
         */
        ScoreAtLeast: {
            /** At Least */
            at_least: number;
            /**
             * For S
             * @default 0
             */
            for_s: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "score_at_least";
        };
        /**
         * ScoreBelow
         * @description The score is, or has been for `for_s`, below this.
         */
        ScoreBelow: {
            /** Below */
            below: number;
            /**
             * For S
             * @default 0
             */
            for_s: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "score_below";
        };
        /**
         * SecondFactorOffer
         * @description What an app needs to be set up.
         */
        SecondFactorOffer: {
            /** Secret */
            secret: string;
            /** Svg */
            svg: string;
            /** Uri */
            uri: string;
        };
        /**
         * SentencesBody
         * @description What an agent could say from now on.
         */
        SentencesBody: {
            /**
             * Number
             * @description The number that was seen.
             */
            number: number;
            /** Sentences */
            sentences: string[];
        };
        /**
         * SessionOut
         * @description Somebody is signed in, in one browser.
         */
        SessionOut: {
            /** Address */
            address: string;
            /** Browser */
            browser: string;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** How */
            how: string;
            /** Id */
            id: string;
            /** Person Id */
            person_id: string;
            /** Person Name */
            person_name: string;
            /**
             * Present
             * @description The one that asks.
             */
            present: boolean;
            /**
             * Seen At
             * Format: date-time
             */
            seen_at: string;
        };
        /**
         * Sessions
         * @description Those used last come first.
         */
        Sessions: {
            /** Items */
            items: components["schemas"]["SessionOut"][];
        };
        /**
         * SetUp
         * @description The first admin.
         */
        SetUp: {
            /** Login */
            login: string;
            /** Name */
            name: string;
            /** Password */
            password: string;
            /** Token */
            token: string;
        };
        /**
         * Severity
         * @description How much a flag asks of a supervisor.
         * @enum {string}
         */
        Severity: "information" | "watch" | "act";
        /**
         * SignIn
         * @description A login and a password; a code where a second factor is set up.
         */
        SignIn: {
            /**
             * Code
             * @default null
             */
            code: string | null;
            /** Login */
            login: string;
            /** Password */
            password: string;
        };
        /**
         * Silence
         * @description Nobody spoke for so long, or the agent took so long to answer; `holds` count where said.
         */
        Silence: {
            /** At Least S */
            at_least_s: number;
            /**
             * Holds
             * @default false
             */
            holds: boolean;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "silence";
            /**
             * Within S
             * @default 0
             */
            within_s: number;
        };
        /**
         * Site
         * @description What the page needs to know at its start.
         */
        Site: {
            /**
             * Demo
             * @default false
             */
            demo: boolean;
            /**
             * Listen In
             * @description Whether supervisors may listen in to live calls.
             * @default false
             */
            listen_in: boolean;
            /**
             * Live Url
             * @description WebSocket address for senders of live calls; empty: none are taken.
             * @default
             */
            live_url: string;
            /** Max Upload Mb */
            max_upload_mb: number;
            /** Models */
            models: {
                [key: string]: string;
            };
            /**
             * Replay
             * @description A command that plays a recording in as a live call.
             * @default
             */
            replay: string;
            /**
             * Time Zone
             * @description The site's, an IANA name: for the hours of rules.
             * @default UTC
             */
            time_zone: string;
            /** Version */
            version: string;
        };
        /**
         * Slope
         * @description The curve climbs as fast as this just now.
         */
        Slope: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "slope";
            /** Per Min */
            per_min: number;
        };
        /**
         * StepOut
         * @description A sentence that the agent could say now, and why: an offer, never a fact.
         */
        StepOut: {
            /** At S */
            at_s: number;
            /**
             * Kind
             * @enum {string}
             */
            kind: "manager" | "legal" | "leaving" | "interrupted" | "repeated" | "waited" | "distress" | "worry" | "confusion";
            /** Language */
            language: string;
            /** Moment Id */
            moment_id: string;
            /** Reason */
            reason: string;
            /**
             * Rephrased
             * @description A language model put it into other words.
             */
            rephrased: boolean;
            /** Sentence */
            sentence: string;
        };
        /**
         * StretchOut
         * @description A marked stretch: hold, dead_air, overlap, interruption, redacted, unheard.
         */
        StretchOut: {
            /** End S */
            end_s: number;
            /** Kind */
            kind: string;
            /**
             * Role
             * @default null
             */
            role: ("customer" | "agent" | "unknown") | null;
            /** Start S */
            start_s: number;
        };
        /**
         * SuggestedOut
         * @description What the agent could say from now on; a null `step` takes it back.
         */
        SuggestedOut: {
            step: components["schemas"]["StepOut"] | null;
        };
        /**
         * SummaryOut
         * @description A call's frustration in five figures; null where the customer was not heard.
         */
        SummaryOut: {
            /** Duration S */
            duration_s: number;
            /** End */
            end: number | null;
            /** Mean */
            mean: number | null;
            /** Peak */
            peak: number | null;
            /** Peak At S */
            peak_at_s: number | null;
        };
        /**
         * TargetChange
         * @description Everything of a target anew; what is left out is as in a new one, but for its address.
         */
        TargetChange: {
            /**
             * Address
             * @description Left out: the one it has.
             * @default null
             */
            address: string | null;
            /**
             * Language
             * @description Of what people read; null: the site's (`notice_language`).
             * @default null
             */
            language: ("en" | "de" | "es") | null;
            /**
             * Most
             * @description Messages in `window_min` minutes; what is more comes in a digest.
             * @default 20
             */
            most: number;
            /** Name */
            name: string;
            /**
             * On
             * @default true
             */
            on: boolean;
            /**
             * Queues
             * @description None: every queue; "": calls without one.
             * @default []
             */
            queues: string[];
            /**
             * Quiet
             * @default []
             */
            quiet: components["schemas"]["QuietIn"][];
            /**
             * Quiet Passes
             * @description Flags as grave as this go out in quiet hours, too.
             * @default null
             */
            quiet_passes: ("information" | "watch" | "act") | null;
            /**
             * Severities
             * @description None: every severity.
             * @default [
             *       "act"
             *     ]
             */
            severities: ("information" | "watch" | "act")[];
            /**
             * States
             * @description None: every change of a flag.
             * @default [
             *       "raised",
             *       "escalated"
             *     ]
             */
            states: ("raised" | "seen" | "acknowledged" | "claimed" | "acted" | "resolved" | "snoozed" | "escalated")[];
            /**
             * Teams
             * @description None: every team; "": calls without one.
             * @default []
             */
            teams: string[];
            /**
             * Weekly
             * @description Tell every week how well the rules called for people.
             * @default false
             */
            weekly: boolean;
            /**
             * Weekly Day
             * @description Of the week; 0 = Monday.
             * @default 0
             */
            weekly_day: number;
            /**
             * Weekly Hour
             * @description By the site's clock.
             * @default 7
             */
            weekly_hour: number;
            /**
             * Window Min
             * @default 10
             */
            window_min: number;
        };
        /**
         * TargetMade
         * @description A target with its new secret, which is shown this once.
         */
        TargetMade: {
            /**
             * Secret
             * @description To check signatures with; null: nothing is signed.
             */
            secret: string | null;
            target: components["schemas"]["TargetOut"];
        };
        /**
         * TargetOut
         * @description A target; its address without what is secret in it.
         */
        TargetOut: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Id */
            id: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "webhook" | "apprise" | "pbx";
            /** Language */
            language: ("en" | "de" | "es") | null;
            /**
             * Last Error
             * @description Of the last try; empty when it arrived.
             */
            last_error: string;
            /** Last Failed At */
            last_failed_at: string | null;
            /** Last Sent At */
            last_sent_at: string | null;
            /** Most */
            most: number;
            /** Name */
            name: string;
            /** On */
            on: boolean;
            /** Queues */
            queues: string[];
            /** Quiet */
            quiet: components["schemas"]["QuietOut"][];
            /** Quiet Passes */
            quiet_passes: ("information" | "watch" | "act") | null;
            /** Severities */
            severities: ("information" | "watch" | "act")[];
            /** Shown */
            shown: string;
            /** Signed */
            signed: boolean;
            /** States */
            states: ("raised" | "seen" | "acknowledged" | "claimed" | "acted" | "resolved" | "snoozed" | "escalated")[];
            /** Teams */
            teams: string[];
            /** Weekly */
            weekly: boolean;
            /** Weekly Day */
            weekly_day: number;
            /** Weekly Hour */
            weekly_hour: number;
            /** Window Min */
            window_min: number;
        };
        /**
         * Targets
         * @description Every target, by name.
         */
        Targets: {
            /** Items */
            items: components["schemas"]["TargetOut"][];
        };
        /**
         * TeamBody
         * @description A team.
         */
        TeamBody: {
            /** Name */
            name: string;
        };
        /**
         * TeamOut
         * @description A team; `kept`: an admin made it.
         */
        TeamOut: {
            /** Calls */
            calls: number;
            /** Kept */
            kept: boolean;
            /** Name */
            name: string;
            /** People */
            people: number;
        };
        /**
         * TeamsOut
         * @description Teams.
         */
        TeamsOut: {
            /** Items */
            items: components["schemas"]["TeamOut"][];
        };
        /**
         * Tested
         * @description What became of a test message.
         */
        Tested: {
            /** Arrived */
            arrived: boolean;
            /** @default null */
            error: components["schemas"]["Problem"] | null;
            /**
             * Permanent
             * @description Another try would end the same way.
             * @default false
             */
            permanent: boolean;
            /** Took S */
            took_s: number;
        };
        /**
         * TokenBody
         * @description A new key for programs.
         */
        TokenBody: {
            /**
             * Days
             * @default null
             */
            days: number | null;
            /** Name */
            name: string;
            /** Scopes */
            scopes: string[];
        };
        /**
         * TokenOut
         * @description A key for programs.
         */
        TokenOut: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Expires At */
            expires_at: string | null;
            /** Id */
            id: string;
            /** Last Used At */
            last_used_at: string | null;
            /** Name */
            name: string;
            /** Person Id */
            person_id: string;
            /** Person Name */
            person_name: string;
            /** Scopes */
            scopes: string[];
        };
        /**
         * Tokens
         * @description The newest come first.
         */
        Tokens: {
            /** Items */
            items: components["schemas"]["TokenOut"][];
        };
        /**
         * UndoIn
         * @description Take one's own last move back.
         */
        UndoIn: {
            /** Number */
            number: number;
        };
        /**
         * UtteranceOut
         * @description One utterance with its words (already redacted).
         */
        UtteranceOut: {
            /** Confidence */
            confidence: number;
            /** End S */
            end_s: number;
            /** Id */
            id: string;
            /**
             * Role
             * @enum {string}
             */
            role: "customer" | "agent" | "unknown";
            /** Start S */
            start_s: number;
            /** Text */
            text: string;
            /**
             * Words
             * @default []
             */
            words: components["schemas"]["WordOut"][];
        };
        /**
         * View
         * @description A view, by the address behind the `#/`; `call` and `live` are followed by an id.
         * @enum {string}
         */
        View: "calls" | "call" | "board" | "wall" | "live" | "desk" | "rules" | "microphone" | "account" | "sign-in" | "setup" | "reset" | "admin/people" | "admin/audit" | "admin/notices" | "admin/tokens" | "admin/keys" | "admin/playbook" | "admin/health";
        /**
         * ViewOut
         * @description A view of the page.
         */
        ViewOut: {
            /** @description Its address behind the `#/`, without an id. */
            name: components["schemas"]["View"];
            /**
             * Open
             * @description To who asks.
             */
            open: boolean;
            /**
             * Roles
             * @description Whom it is for.
             */
            roles: ("admin" | "supervisor" | "qa" | "agent")[];
        };
        /**
         * Weekday
         * @description A day of the week, Monday first.
         * @enum {string}
         */
        Weekday: "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun";
        /**
         * WeighedOut
         * @description One utterance with all that it added.
         */
        WeighedOut: {
            /** Evidence */
            evidence: components["schemas"]["EvidenceOut"][];
            /** Flags */
            flags: components["schemas"]["FlagOut"][];
            frustration: components["schemas"]["FrustrationOut"] | null;
            utterance: components["schemas"]["UtteranceOut"];
            /** Withheld */
            withheld: components["schemas"]["WithheldOut"][];
        };
        /**
         * Whose
         * @description Whose: a person's id, or `all` (for admins); one's own when left out.
         */
        Whose: {
            /**
             * Person
             * @default null
             */
            person: string | null;
        };
        /**
         * WhoseReset
         * @description Whose password a token sets anew.
         */
        WhoseReset: {
            /** Login */
            login: string;
            /** Name */
            name: string;
        };
        /**
         * WithheldOut
         * @description Evidence that was not measured, and why.
         */
        WithheldOut: {
            /** End S */
            end_s: number;
            /** Reason */
            reason: string;
            /** Start S */
            start_s: number;
            /** Utterance Id */
            utterance_id: string;
            /** Witness */
            witness: string;
        };
        /**
         * WordOut
         * @description A word, its time in seconds of the call, its probability.
         */
        WordOut: {
            /** End S */
            end_s: number;
            /** Probability */
            probability: number;
            /** Start S */
            start_s: number;
            /** Text */
            text: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type All = components['schemas']['All'];
export type AnalysisOut = components['schemas']['AnalysisOut'];
export type AnyOf = components['schemas']['AnyOf'];
export type AuditOut = components['schemas']['AuditOut'];
export type AuditPage = components['schemas']['AuditPage'];
export type AuthorOut = components['schemas']['AuthorOut'];
export type Board = components['schemas']['Board'];
export type BoardChange = components['schemas']['BoardChange'];
export type BudgetOut = components['schemas']['BudgetOut'];
export type CallDetail = components['schemas']['CallDetail'];
export type CallList = components['schemas']['CallList'];
export type CallRow = components['schemas']['CallRow'];
export type Case = components['schemas']['Case'];
export type ChannelOut = components['schemas']['ChannelOut'];
export type CodeBody = components['schemas']['CodeBody'];
export type CueHeard = components['schemas']['CueHeard'];
export type Deliveries = components['schemas']['Deliveries'];
export type DeliveryOut = components['schemas']['DeliveryOut'];
export type DeskCall = components['schemas']['DeskCall'];
export type DeskChange = components['schemas']['DeskChange'];
export type DeskMessageOut = components['schemas']['DeskMessageOut'];
export type DeskMessages = components['schemas']['DeskMessages'];
export type DeskOut = components['schemas']['DeskOut'];
export type Direction = components['schemas']['Direction'];
export type Disagreement = components['schemas']['Disagreement'];
export type Ended = components['schemas']['Ended'];
export type Ends = components['schemas']['Ends'];
export type EvidenceOut = components['schemas']['EvidenceOut'];
export type FlagCard = components['schemas']['FlagCard'];
export type FlagDetail = components['schemas']['FlagDetail'];
export type FlagFigures = components['schemas']['FlagFigures'];
export type FlagList = components['schemas']['FlagList'];
export type FlagMoveOut = components['schemas']['FlagMoveOut'];
export type FlagOut = components['schemas']['FlagOut'];
export type Flags = components['schemas']['Flags'];
export type FlagsChange = components['schemas']['FlagsChange'];
export type FrustrationOut = components['schemas']['FrustrationOut'];
export type Health = components['schemas']['Health'];
export type HitOut = components['schemas']['HitOut'];
export type Hold = components['schemas']['Hold'];
export type Hours = components['schemas']['Hours'];
export type Interruptions = components['schemas']['Interruptions'];
export type Invitation = components['schemas']['Invitation'];
export type JobList = components['schemas']['JobList'];
export type JobOut = components['schemas']['JobOut'];
export type JoinedOut = components['schemas']['JoinedOut'];
export type KeyBody = components['schemas']['KeyBody'];
export type KeyOut = components['schemas']['KeyOut'];
export type KeysOut = components['schemas']['KeysOut'];
export type LastWords = components['schemas']['LastWords'];
export type LegIn = components['schemas']['LegIn'];
export type LegOut = components['schemas']['LegOut'];
export type ListenAsk = components['schemas']['ListenAsk'];
export type ListenAudio = components['schemas']['ListenAudio'];
export type ListenChannel = components['schemas']['ListenChannel'];
export type ListenEnded = components['schemas']['ListenEnded'];
export type ListenOpened = components['schemas']['ListenOpened'];
export type ListenSound = components['schemas']['ListenSound'];
export type LiveCall = components['schemas']['LiveCall'];
export type LiveChange = components['schemas']['LiveChange'];
export type LiveFacts = components['schemas']['LiveFacts'];
export type LiveGone = components['schemas']['LiveGone'];
export type LivePulse = components['schemas']['LivePulse'];
export type LiveRow = components['schemas']['LiveRow'];
export type LiveScore = components['schemas']['LiveScore'];
export type LiveStatus = components['schemas']['LiveStatus'];
export type Me = components['schemas']['Me'];
export type Meaning = components['schemas']['Meaning'];
export type MessageBody = components['schemas']['MessageBody'];
export type MomentOut = components['schemas']['MomentOut'];
export type MoveIn = components['schemas']['MoveIn'];
export type MoverOut = components['schemas']['MoverOut'];
export type NamedOut = components['schemas']['NamedOut'];
export type NewKey = components['schemas']['NewKey'];
export type NewPassword = components['schemas']['NewPassword'];
export type NewPersonBody = components['schemas']['NewPersonBody'];
export type NewPersonOut = components['schemas']['NewPersonOut'];
export type NewTarget = components['schemas']['NewTarget'];
export type NewToken = components['schemas']['NewToken'];
export type NumberBody = components['schemas']['NumberBody'];
export type OneTime = components['schemas']['OneTime'];
export type OverlapOut = components['schemas']['OverlapOut'];
export type PartOut = components['schemas']['PartOut'];
export type PartialOut = components['schemas']['PartialOut'];
export type PatternSaid = components['schemas']['PatternSaid'];
export type PcmAck = components['schemas']['PcmAck'];
export type PcmStart = components['schemas']['PcmStart'];
export type PcmTrack = components['schemas']['PcmTrack'];
export type Peaks = components['schemas']['Peaks'];
export type People = components['schemas']['People'];
export type PersonBody = components['schemas']['PersonBody'];
export type PersonOut = components['schemas']['PersonOut'];
export type PersonRow = components['schemas']['PersonRow'];
export type Phone = components['schemas']['Phone'];
export type PhoneAsked = components['schemas']['PhoneAsked'];
export type PhoneBody = components['schemas']['PhoneBody'];
export type PhraseSaid = components['schemas']['PhraseSaid'];
export type PlaybookItem = components['schemas']['PlaybookItem'];
export type PlaybookOut = components['schemas']['PlaybookOut'];
export type Problem = components['schemas']['Problem'];
export type ProofBody = components['schemas']['ProofBody'];
export type QuietIn = components['schemas']['QuietIn'];
export type QuietOut = components['schemas']['QuietOut'];
export type ReasonChip = components['schemas']['ReasonChip'];
export type RecoveryCodes = components['schemas']['RecoveryCodes'];
export type RehearsalIn = components['schemas']['RehearsalIn'];
export type RehearsalList = components['schemas']['RehearsalList'];
export type RehearsalOut = components['schemas']['RehearsalOut'];
export type RehearsalRow = components['schemas']['RehearsalRow'];
export type RehearsedOut = components['schemas']['RehearsedOut'];
export type ResendBody = components['schemas']['ResendBody'];
export type Resent = components['schemas']['Resent'];
export type Reset = components['schemas']['Reset'];
export type Rise = components['schemas']['Rise'];
export type RolesBody = components['schemas']['RolesBody'];
export type Rule = components['schemas']['Rule'];
export type RuleChange = components['schemas']['RuleChange'];
export type RuleDetail = components['schemas']['RuleDetail'];
export type RuleFigures = components['schemas']['RuleFigures'];
export type RuleIn = components['schemas']['RuleIn'];
export type RuleList = components['schemas']['RuleList'];
export type RuleOut = components['schemas']['RuleOut'];
export type RuleSwitch = components['schemas']['RuleSwitch'];
export type RuleTold = components['schemas']['RuleTold'];
export type RuleVersionOut = components['schemas']['RuleVersionOut'];
export type SaidBy = components['schemas']['SaidBy'];
export type Scope = components['schemas']['Scope'];
export type ScoreAtLeast = components['schemas']['ScoreAtLeast'];
export type ScoreBelow = components['schemas']['ScoreBelow'];
export type SecondFactorOffer = components['schemas']['SecondFactorOffer'];
export type SentencesBody = components['schemas']['SentencesBody'];
export type SessionOut = components['schemas']['SessionOut'];
export type Sessions = components['schemas']['Sessions'];
export type SetUp = components['schemas']['SetUp'];
export type Severity = components['schemas']['Severity'];
export type SignIn = components['schemas']['SignIn'];
export type Silence = components['schemas']['Silence'];
export type Site = components['schemas']['Site'];
export type Slope = components['schemas']['Slope'];
export type StepOut = components['schemas']['StepOut'];
export type StretchOut = components['schemas']['StretchOut'];
export type SuggestedOut = components['schemas']['SuggestedOut'];
export type SummaryOut = components['schemas']['SummaryOut'];
export type TargetChange = components['schemas']['TargetChange'];
export type TargetMade = components['schemas']['TargetMade'];
export type TargetOut = components['schemas']['TargetOut'];
export type Targets = components['schemas']['Targets'];
export type TeamBody = components['schemas']['TeamBody'];
export type TeamOut = components['schemas']['TeamOut'];
export type TeamsOut = components['schemas']['TeamsOut'];
export type Tested = components['schemas']['Tested'];
export type TokenBody = components['schemas']['TokenBody'];
export type TokenOut = components['schemas']['TokenOut'];
export type Tokens = components['schemas']['Tokens'];
export type UndoIn = components['schemas']['UndoIn'];
export type UtteranceOut = components['schemas']['UtteranceOut'];
export type View = components['schemas']['View'];
export type ViewOut = components['schemas']['ViewOut'];
export type Weekday = components['schemas']['Weekday'];
export type WeighedOut = components['schemas']['WeighedOut'];
export type Whose = components['schemas']['Whose'];
export type WhoseReset = components['schemas']['WhoseReset'];
export type WithheldOut = components['schemas']['WithheldOut'];
export type WordOut = components['schemas']['WordOut'];
export type $defs = Record<string, never>;
export interface operations {
    get_audit: {
        parameters: {
            query?: {
                person?: string | null;
                action?: string | null;
                subject?: string | null;
                from?: string | null;
                to?: string | null;
                before?: number | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditPage"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_calls: {
        parameters: {
            query?: {
                /** @description Words, all of them. */
                q?: string;
                agent?: string | null;
                queue?: string | null;
                /** @description Started at or after. */
                from?: string | null;
                /** @description Started before. */
                to?: string | null;
                min_peak?: number | null;
                flagged?: boolean | null;
                sort?: "newest" | "oldest" | "peak" | "end" | "longest" | "flags";
                offset?: number;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallList"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Requested Range Not Satisfiable */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_call: {
        parameters: {
            query?: {
                analysis?: string | null;
            };
            header?: never;
            path: {
                call_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallDetail"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Requested Range Not Satisfiable */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    analyse_again: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                call_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobOut"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Requested Range Not Satisfiable */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_audio: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                call_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/flac": string;
                };
            };
            /** @description The file */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/flac": string;
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Requested Range Not Satisfiable */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    export_call: {
        parameters: {
            query?: {
                analysis?: string | null;
            };
            header?: never;
            path: {
                call_id: string;
                format: "json" | "contact-lens" | "vtt" | "srt" | "csv" | "html";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                    "application/x-ndjson": string;
                    "application/x-subrip": string;
                    "text/csv": string;
                    "text/html": string;
                    "text/vtt": string;
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Requested Range Not Satisfiable */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_peaks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                call_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Peaks"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Requested Range Not Satisfiable */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    state_roles: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                call_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RolesBody"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobOut"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Requested Range Not Satisfiable */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_messages: {
        parameters: {
            query?: {
                unread?: boolean;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeskMessages"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    send_message: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MessageBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeskMessageOut"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_message: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                message_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeskMessageOut"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_sent: {
        parameters: {
            query?: {
                call?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeskMessages"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flag_figures: {
        parameters: {
            query?: {
                weeks?: number;
                format?: "json" | "csv";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlagFigures"];
                    "text/csv": string;
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_flags: {
        parameters: {
            query?: {
                open?: boolean | null;
                /** @description Held back by the budget. */
                suppressed?: boolean | null;
                /** @description Whether their call is over. */
                ended?: boolean | null;
                /** @description Raised at or after. */
                since?: string | null;
                call?: string | null;
                offset?: number;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlagList"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_budget: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BudgetOut"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_flag: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                flag_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlagDetail"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    move_flag: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                flag_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MoveIn"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlagCard"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    undo_flag: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                flag_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UndoIn"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlagCard"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    announce_leg: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LegIn"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegOut"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_jobs: {
        parameters: {
            query?: {
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobList"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_job: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobOut"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_keys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeysOut"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    add_key: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KeyBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewKey"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revoke_key: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_live: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Board"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_phone: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Phone"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_live: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                call_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LiveCall"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    join_by_phone: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                call_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PhoneBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PhoneAsked"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    leave_by_phone: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                call_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPassword"];
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    confirm_second_factor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CodeBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodes"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    offer_second_factor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProofBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecondFactorOffer"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    drop_second_factor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProofBody"];
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_deliveries: {
        parameters: {
            query?: {
                state?: ("waiting" | "sending" | "sent" | "failed" | "dead" | "held" | "digested" | "dropped")[];
                target?: string | null;
                offset?: number;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deliveries"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resend_dead: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResendBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Resent"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    drop: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                delivery_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resend: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                delivery_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryOut"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_targets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Targets"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    add_target: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTarget"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TargetMade"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_target: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                target_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TargetChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TargetOut"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_target: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                target_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    renew_secret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                target_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TargetMade"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    test_target: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                target_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tested"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_people: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["People"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    add_person: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPersonBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewPersonOut"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_person: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonRow"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_person: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PersonBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonRow"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    make_reset_link: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invitation"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    drop_second_factor_of: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    drop_single_sign_on_of: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_playbook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaybookOut"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_playbook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                language: "en" | "de" | "es";
                kind: "manager" | "legal" | "leaving" | "interrupted" | "repeated" | "waited" | "distress" | "worry" | "confusion";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SentencesBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaybookItem"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reset_playbook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                language: "en" | "de" | "es";
                kind: "manager" | "legal" | "leaving" | "interrupted" | "repeated" | "waited" | "distress" | "worry" | "confusion";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NumberBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaybookItem"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reset_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reset"];
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    look_at_reset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OneTime"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WhoseReset"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_rules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleList"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    add_rule: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RuleIn"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleOut"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    preview_rule: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RuleIn"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleTold"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_rule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                rule_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleDetail"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_rule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                rule_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RuleChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleOut"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_rule: {
        parameters: {
            query: {
                number: number;
            };
            header?: never;
            path: {
                rule_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_rehearsals: {
        parameters: {
            query?: {
                limit?: number;
            };
            header?: never;
            path: {
                rule_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RehearsalList"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rehearse_rule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                rule_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RehearsalIn"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RehearsalOut"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_rehearsal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                rule_id: string;
                rehearsal_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RehearsalOut"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    switch_rule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                rule_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RuleSwitch"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleOut"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_sessions: {
        parameters: {
            query?: {
                person?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sessions"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    end_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Whose"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ended"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    end_session: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    set_up: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetUp"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sign_in: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sign_in_by_link: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OneTime"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    go_to_provider: {
        parameters: {
            query?: {
                next?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Go there */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    come_from_provider: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Go there */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sign_out: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_site: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Site"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_teams: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamsOut"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    add_team: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TeamBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamOut"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_team: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_tokens: {
        parameters: {
            query?: {
                person?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tokens"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    add_token: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TokenBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewToken"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revoke_token: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    begin_upload: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Begun */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    drop_upload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                upload_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Forgotten */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    send_bytes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                upload_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Taken */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
