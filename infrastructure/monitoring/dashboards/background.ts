import { type DashboardSpec, quantile, rate } from "./panel.ts";

/** Tasks, notifications and summaries. */
export const background: DashboardSpec = {
  uid: "background",
  title: "Background work",
  description: "Tasks, notifications and summaries",
  panels: [
    {
      title: "Tasks by outcome",
      description: "Attempts by how they ended",
      unit: "reqps",
      queries: [
        { expr: `sum by (task, result) (${rate("chorus_task_attempts_total")})`, legend: "{{task}} {{result}}" },
      ],
    },
    {
      title: "Tasks that are due",
      description: "Not finished, by kind; 10,000 stands for more",
      unit: "short",
      queries: [{ expr: 'max by (task) (chorus_tasks_open{state="due"})', legend: "{{task}}" }],
    },
    {
      title: "Late tasks",
      description: "How long the most overdue one has waited",
      unit: "s",
      queries: [{ expr: "max by (task) (chorus_task_lag_seconds)", legend: "{{task}}" }],
    },
    {
      title: "Time of turns, p95",
      description: "A turn is a batch of one tenant",
      unit: "s",
      queries: [{ expr: quantile(0.95, "chorus_task_seconds", "", "task"), legend: "{{task}}" }],
    },
    {
      title: "Dead tasks",
      description: "In an hour: each waits for a person in the desk, under Settings, Failed jobs",
      unit: "short",
      queries: [{ expr: "sum by (task) (increase(chorus_tasks_dead_total[1h]))", legend: "{{task}}" }],
    },
    {
      title: "Notifications",
      description: "Attempts by channel and outcome",
      unit: "reqps",
      queries: [
        {
          expr: `sum by (channel, outcome) (${rate("chorus_notifications_total")})`,
          legend: "{{channel}} {{outcome}}",
        },
      ],
    },
    {
      title: "From decision to provider, p95",
      description: "With retries, by channel",
      unit: "s",
      queries: [{ expr: quantile(0.95, "chorus_notification_delay_seconds", "", "channel"), legend: "{{channel}}" }],
    },
    {
      title: "Summaries and answers by mail",
      description: "Summaries stored by provider, mails that came in by what became of them",
      unit: "reqps",
      queries: [
        { expr: `sum by (provider) (${rate("chorus_summaries_made_total")})`, legend: "summary {{provider}}" },
        { expr: `sum by (outcome) (${rate("chorus_mail_replies_total")})`, legend: "mail {{outcome}}" },
      ],
    },
    {
      title: "Models and vector store",
      description: "Calls that failed; another model is asked, words alone are searched",
      unit: "reqps",
      queries: [
        { expr: `sum by (provider) (${rate("chorus_model_failures_total")})`, legend: "{{provider}}" },
        { expr: `sum(${rate("chorus_vector_store_failures_total")})`, legend: "vector store" },
      ],
    },
    {
      title: "Waiting for an agent, p50 and p95",
      description: "From entering the queue to an agent",
      unit: "s",
      queries: [0.5, 0.95].map((share) => ({
        expr: quantile(share, "chorus_routing_wait_seconds"),
        legend: `p${share * 100}`,
      })),
    },
  ],
};
