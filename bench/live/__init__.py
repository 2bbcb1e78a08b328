"""Running calls under load: real calls over a real socket, watched as the page watches them.

Comes in: the calls of the data folder. Goes out: sections of `bench/RESULTS.md`. The service is
`voicemon serve` in a process and a data folder of its own; this process is the client: it sends
Twilio's messages by the audio clock and watches by Socket.IO, acknowledging as a page does.

Decisions: the audio clock is the sender's: sample n of a call is spoken at the call's origin + n /
8000, and a message is due when its last sample is. Lag is the moment a final's change arrives at
the Socket.IO client less the moment its last voiced frame was spoken, so that hang-over, transport
and the client's own delays are in it. What is voiced, an offline Silero pass over the sent (µ-law)
audio says, channel by channel, not the service. One thread sends all calls, because the client
shares the machine with the service and a thread a call would take what is to be measured.
"""
