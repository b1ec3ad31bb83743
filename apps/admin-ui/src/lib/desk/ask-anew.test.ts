import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { askAnew } from "./ask-anew.ts";

test("an event while the first answer is under way is not lost", async () => {
  const queryClient = new QueryClient();
  let value = "before";
  const answers: (() => void)[] = [];
  const observer = new QueryObserver(queryClient, {
    queryKey: ["summaries", "one"],
    queryFn: () => {
      const read = value;
      return new Promise<string>((resolve) => answers.push(() => resolve(read)));
    },
  });
  const leave = observer.subscribe(() => undefined);
  value = "after";
  const asked = askAnew(queryClient, ["summaries"]);
  await expect.poll(() => answers.length).toBe(2);
  for (const answer of answers) answer();
  await asked;
  expect(observer.getCurrentResult()).toMatchObject({ status: "success", data: "after" });
  leave();
});
