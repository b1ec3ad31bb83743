import { type DeadTask, listDeadTasks, retryDeadTask } from "@chorus/contracts/routes/dead-tasks";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CircleCheck, RotateCcw } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { type Column, DataTable } from "../../../components/ui/data-table.tsx";
import { LoadMore } from "../../../components/ui/load-more.tsx";
import { Card, Loaded, Page } from "../../../components/ui/page.tsx";
import { PanelMessage } from "../../../components/ui/panel-message.tsx";
import { RowsSkeleton } from "../../../components/ui/skeletons.tsx";
import { showDone, showProblem } from "../../../lib/desk/notices.ts";
import { formatNumber } from "../../../lib/language/format-number.ts";
import { formatMoment } from "../../../lib/language/format-time.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { deadTaskTexts } from "../dead-task-texts.ts";
import { settingsTexts } from "../settings-texts.ts";

/** Failed background tasks, which need an operator. */
export function DeadTasksPage() {
  const t = useTexts(deadTaskTexts);
  const title = useTexts(settingsTexts).sections.deadTasks;
  const { rest } = useDeskSession();
  const dead = useInfiniteQuery({
    queryKey: ["dead-tasks"],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      rest.call(listDeadTasks, { query: { limit: 50, ...(pageParam === null ? {} : { cursor: pageParam }) }, signal }),
    getNextPageParam: (page) => page.nextCursor,
  });
  const retry = useMutation({
    mutationFn: (deadTaskId: string) => rest.call(retryDeadTask, { params: { deadTaskId } }),
    onSuccess: async () => {
      showDone(t.retried);
      await dead.refetch();
    },
    onError: showProblem,
  });
  const columns = useColumns((task) => (
    <Button
      look="quiet"
      aria-label={t.retryOf(nameOf(t.names, task))}
      isBusy={retry.isPending && retry.variables === task.id}
      onClick={() => retry.mutate(task.id)}
    >
      <RotateCcw aria-hidden="true" size={14} />
      {t.retry}
    </Button>
  ));
  return (
    <Page isWide title={title} description={t.description}>
      <Loaded query={dead} skeleton={<RowsSkeleton rows={4} />}>
        {({ pages }) => {
          const tasks = pages.flatMap((page) => page.items);
          return (
            <Card>
              {tasks.length === 0 ? (
                <PanelMessage icon={CircleCheck} title={t.empty}>
                  {t.emptyHint}
                </PanelMessage>
              ) : (
                <DataTable label={title} columns={columns} rows={tasks} keyOf={({ id }) => id} />
              )}
              <LoadMore query={dead} />
            </Card>
          );
        }}
      </Loaded>
    </Page>
  );
}

function nameOf(names: Partial<Record<string, string>>, { task }: DeadTask): string {
  return names[task] ?? task;
}

function useColumns(action: (task: DeadTask) => ReactNode): readonly Column<DeadTask>[] {
  const t = useTexts(deadTaskTexts);
  return [
    {
      name: "job",
      title: t.columns.job,
      renderCell: (task) => <span className="font-medium">{nameOf(t.names, task)}</span>,
    },
    {
      name: "error",
      title: t.columns.error,
      renderCell: (task) => <span className="text-xs break-words text-ink-2">{task.error ?? t.unknownError}</span>,
      className: "md:w-[32%]",
    },
    { name: "attempts", title: t.columns.attempts, isEnd: true, renderCell: (task) => formatNumber(task.attempts) },
    {
      name: "at",
      title: t.columns.at,
      isEnd: true,
      renderCell: (task) => (
        <time dateTime={task.diedAt} className="whitespace-nowrap text-ink-2">
          {formatMoment(task.diedAt)}
        </time>
      ),
    },
    {
      name: "conversation",
      title: t.columns.conversation,
      renderCell: ({ conversationId }) =>
        conversationId !== null && (
          <Link className="text-accent-ink underline" to="/conversations/$conversationId" params={{ conversationId }}>
            {t.openConversation}
          </Link>
        ),
    },
    { name: "retry", title: t.retry, isTitleHidden: true, isEnd: true, renderCell: action },
  ];
}
