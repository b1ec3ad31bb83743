import { USER_ROLES } from "@chorus/contracts/permissions";
import { expect, test } from "vitest";
import { changeTo, mayTake } from "./assignment-target.ts";
import { backTo, backToQueue } from "./back-to-work.ts";

test("everybody of the desk but viewers can have conversations, while they are let in", () => {
  const able = (disabled_at: Date | null) => USER_ROLES.filter((role) => mayTake({ role, disabled_at }));
  expect(able(null)).toEqual(["owner", "admin", "supervisor", "agent"]);
  expect(able(new Date())).toEqual([]);
});

test("given to an agent it is open, awake and out of the queue; a team is kept beside the agent", () => {
  expect(changeTo({ agentId: "ana", teamId: "returns" })).toEqual({
    change: { status: "open", assignee_id: "ana", team_id: "returns", snoozed_until: null },
    queue: "leave",
  });
});

test.each([null, "returns"])("given to nobody it waits in the queue of team %s", (teamId) => {
  expect(changeTo({ agentId: null, teamId })).toEqual({
    change: { status: "queued", assignee_id: null, team_id: teamId, snoozed_until: null },
    queue: "enter",
  });
});

const ana = { role: "agent", disabled_at: null } as const;

test("what wakes or is reopened goes on with its agent", () => {
  expect(backTo(ana, { team_id: "returns" })).toEqual({
    kind: "conversation.status",
    change: { status: "open", snoozed_until: null, closed_at: null },
    queue: "leave",
  });
});

test.each([
  ["nobody had it", undefined],
  ["its agent is disabled", { ...ana, disabled_at: new Date() }],
  ["its agent only looks on by now", { ...ana, role: "viewer" as const }],
])("and with its team's queue when %s", (_, assignee) => {
  const queued = backTo(assignee, { team_id: "returns" });
  expect(queued).toEqual(backToQueue({ team_id: "returns" }));
  expect(queued).toEqual({
    kind: "conversation.queued",
    change: { status: "queued", assignee_id: null, team_id: "returns", snoozed_until: null, closed_at: null },
    queue: "enter",
  });
});
