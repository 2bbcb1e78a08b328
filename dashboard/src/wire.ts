// Made by `npm run types` from the server's OpenAPI. Do not edit.

export interface paths {
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
    "/api/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Is the server well
         * @description 200 when everything it stands on is well, else 503 and what is wrong.
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
            /** Number */
            number: number;
            /** Partials */
            partials: components["schemas"]["PartialOut"][];
            provisional: components["schemas"]["FrustrationOut"] | null;
            status: components["schemas"]["LiveStatus"];
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
         *     score with it. Status, facts, provisional and each partial and stretch: the newest only.
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
            /** Number */
            number: number;
            /** Partials */
            partials: components["schemas"]["PartialOut"][];
            provisional: components["schemas"]["FrustrationOut"] | null;
            status: components["schemas"]["LiveStatus"] | null;
            /** Stretches */
            stretches: components["schemas"]["StretchOut"][];
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
            /** Version */
            version: string;
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
export type AnalysisOut = components['schemas']['AnalysisOut'];
export type Board = components['schemas']['Board'];
export type BoardChange = components['schemas']['BoardChange'];
export type CallDetail = components['schemas']['CallDetail'];
export type CallList = components['schemas']['CallList'];
export type CallRow = components['schemas']['CallRow'];
export type ChannelOut = components['schemas']['ChannelOut'];
export type EvidenceOut = components['schemas']['EvidenceOut'];
export type FlagOut = components['schemas']['FlagOut'];
export type FrustrationOut = components['schemas']['FrustrationOut'];
export type Health = components['schemas']['Health'];
export type JobList = components['schemas']['JobList'];
export type JobOut = components['schemas']['JobOut'];
export type LastWords = components['schemas']['LastWords'];
export type LegIn = components['schemas']['LegIn'];
export type LegOut = components['schemas']['LegOut'];
export type LiveCall = components['schemas']['LiveCall'];
export type LiveChange = components['schemas']['LiveChange'];
export type LiveFacts = components['schemas']['LiveFacts'];
export type LiveGone = components['schemas']['LiveGone'];
export type LivePulse = components['schemas']['LivePulse'];
export type LiveRow = components['schemas']['LiveRow'];
export type LiveScore = components['schemas']['LiveScore'];
export type LiveStatus = components['schemas']['LiveStatus'];
export type PartialOut = components['schemas']['PartialOut'];
export type PcmAck = components['schemas']['PcmAck'];
export type PcmStart = components['schemas']['PcmStart'];
export type PcmTrack = components['schemas']['PcmTrack'];
export type Peaks = components['schemas']['Peaks'];
export type Problem = components['schemas']['Problem'];
export type ReasonChip = components['schemas']['ReasonChip'];
export type RolesBody = components['schemas']['RolesBody'];
export type Site = components['schemas']['Site'];
export type StretchOut = components['schemas']['StretchOut'];
export type SummaryOut = components['schemas']['SummaryOut'];
export type UtteranceOut = components['schemas']['UtteranceOut'];
export type WeighedOut = components['schemas']['WeighedOut'];
export type WithheldOut = components['schemas']['WithheldOut'];
export type WordOut = components['schemas']['WordOut'];
export type $defs = Record<string, never>;
export interface operations {
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
