import { ask, send } from "../api";
import type { DeskMessageOut, DeskMessages, MessageBody } from "../wire";

const id = encodeURIComponent;

export const deskApi = {
  send: (message: MessageBody) => send<DeskMessageOut>("api/desk/messages", message),
  read: (message: string) => send<DeskMessageOut>(`api/desk/messages/${id(message)}/read`),
  sent: (callId: string) => ask<DeskMessages>(`api/desk/sent?call=${id(callId)}&limit=20`),
};
