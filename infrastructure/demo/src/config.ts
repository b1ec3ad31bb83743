import { z } from "zod";

export const environment = z.object({
  DATABASE_URL: z.string().describe("Postgres, as a role with the rights of all services"),
});
