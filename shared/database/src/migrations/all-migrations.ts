import type { SchemaMigration } from "./migration.ts";
import * as roles from "./20261121T100000Z-roles.ts";
import * as people from "./20261121T100100Z-people.ts";
import * as sessions from "./20261121T100200Z-sessions.ts";
import * as conversations from "./20261121T100300Z-conversations.ts";
import * as outboxAndAudit from "./20261121T100400Z-outbox-and-audit.ts";
import * as rowSecurity from "./20261121T100500Z-row-security.ts";
import * as appendEvents from "./20261121T100600Z-append-events.ts";
import * as snoozeAndRating from "./20261121T110000Z-snooze-and-rating.ts";
import * as idempotencyKeys from "./20261121T110100Z-idempotency-keys.ts";
import * as passwordLinks from "./20261121T110200Z-password-links.ts";
import * as findApiKey from "./20261121T110300Z-find-api-key.ts";
import * as identitySecret from "./20261121T110400Z-identity-secret.ts";
import * as rotateSigningKeys from "./20261121T110500Z-rotate-signing-keys.ts";
import * as deleteTenant from "./20261121T110600Z-delete-tenant.ts";
import * as deskLookups from "./20261121T143000Z-desk-lookups.ts";
import * as notifications from "./20261121T160000Z-notifications.ts";
import * as notificationFunctions from "./20261121T160100Z-notification-functions.ts";
import * as suppressions from "./20261121T165500Z-suppressions.ts";
import * as deviceTimeZone from "./20261121T164500Z-device-time-zone.ts";
import * as deviceConversation from "./20261121T171000Z-device-conversation.ts";
import * as summaries from "./20261121T173000Z-summaries.ts";
import * as searchDocuments from "./20261121T174500Z-search-documents.ts";
import * as pushSubscriptions from "./20261121T175500Z-push-subscriptions.ts";
import * as summarySettings from "./20261121T175500Z-summary-settings.ts";
import * as deleteEveryTable from "./20261121T182000Z-delete-every-table.ts";
import * as companyOfConversation from "./20261121T192000Z-company-of-conversation.ts";
import * as searchStore from "./20261121T193000Z-search-store.ts";
import * as appendInOnePass from "./20261121T193000Z-append-in-one-pass.ts";
import * as continuedSummaries from "./20261121T195000Z-continued-summaries.ts";
import * as leanerAppend from "./20261121T223000Z-leaner-append.ts";
import * as lookupsById from "./20261128T203500Z-lookups-by-id.ts";
import * as refuseWritersShutOut from "./20261128T204600Z-refuse-writers-shut-out.ts";
import * as mailAndFairSweeps from "./20261128T205300Z-mail-and-fair-sweeps.ts";
import * as indexIncrements from "./20261128T210500Z-index-increments.ts";
import * as numbersInOneForm from "./20261128T213500Z-numbers-in-one-form.ts";
import * as answersKnowWhomTheyName from "./20261128T220000Z-answers-know-whom-they-name.ts";
import * as claimedSummaryTasks from "./20261128T220500Z-claimed-summary-tasks.ts";
import * as wordsOfAnyScript from "./20261128T220700Z-words-of-any-script.ts";
import * as queueByPriority from "./20261128T223500Z-queue-by-priority.ts";
import * as tasks from "./20261129T000000Z-tasks.ts";
import * as summaryTasksMove from "./20261129T001000Z-summary-tasks-move.ts";
import * as files from "./20261129T002300Z-files.ts";
import * as notificationTasksMove from "./20261129T003800Z-notification-tasks-move.ts";
import * as queuePositions from "./20261129T003900Z-queue-positions.ts";
import * as conversationOwner from "./20261129T005500Z-conversation-owner.ts";
import * as foreignKeyIndexes from "./20261129T005600Z-foreign-key-indexes.ts";
import * as workInBatches from "./20261129T005500Z-work-in-batches.ts";
import * as functionsFromFiles from "./20261129T005700Z-functions-from-files.ts";
import * as tasksInOneStatement from "./20261129T011000Z-tasks-in-one-statement.ts";
import * as auditCheck from "./20261129T011050Z-audit-check.ts";
import * as indexesByAge from "./20261129T011100Z-indexes-by-age.ts";
import * as pruneWhatIsUnused from "./20261129T011200Z-prune-what-is-unused.ts";
import * as brandOfConversation from "./20261129T011300Z-brand-of-conversation.ts";
import * as functionsSayTenant from "./20261129T032500Z-functions-say-tenant.ts";
import * as auditHeads from "./20261129T040000Z-audit-heads.ts";
import * as deleteInOrder from "./20261129T084500Z-delete-in-order.ts";
import * as newsOfConversations from "./20261129T165000Z-news-of-conversations.ts";
import * as listsByNews from "./20261129T165100Z-lists-by-news.ts";
import * as findCustomers from "./20261129T172000Z-find-customers.ts";
import * as userPhotos from "./20261129T180000Z-user-photos.ts";
import * as previewsComeCut from "./20261130T021500Z-previews-come-cut.ts";
import * as tasksBacklog from "./20261130T091500Z-tasks-backlog.ts";
import * as storedAnswers from "./20261130T104500Z-stored-answers.ts";
import * as auditEntriesHashedApart from "./20261130T023000Z-audit-entries-hashed-apart.ts";
import * as erasedCustomers from "./20261130T105500Z-erased-customers.ts";
import * as featureFlags from "./20261130T161000Z-feature-flags.ts";
import * as tenantQuotas from "./20261130T163000Z-tenant-quotas.ts";
import * as deletedTenants from "./20261130T174500Z-deleted-tenants.ts";
import * as signUps from "./20261130T220000Z-sign-ups.ts";
import * as tenantLatency from "./20261130T220000Z-tenant-latency.ts";
import * as usersByEmail from "./20261130T220100Z-users-by-email.ts";
import * as commerceCatalogue from "./20261201T024500Z-commerce-catalogue.ts";
import * as stoppedEmails from "./20261201T024500Z-stopped-emails.ts";
import * as commerceOrders from "./20261201T024600Z-commerce-orders.ts";
import * as commerceStock from "./20261201T024700Z-commerce-stock.ts";
import * as pruneCarts from "./20261201T033900Z-prune-carts.ts";
import * as customersByAddress from "./20261201T041800Z-customers-by-address.ts";
import * as signedAddresses from "./20261201T093000Z-signed-addresses.ts";
import * as signedAddressesKnown from "./20261201T093100Z-signed-addresses-known.ts";
import * as commerceSagas from "./20261201T101500Z-commerce-sagas.ts";
import * as manualOrders from "./20261201T140000Z-manual-orders.ts";
import * as refunds from "./20261201T150000Z-refunds.ts";
import * as failedCalls from "./20261201T160000Z-failed-calls.ts";
import * as foldNames from "./20261201T183000Z-fold-names.ts";
import * as promotions from "./20261201T180500Z-promotions.ts";
import * as systemFunctions from "./20261121T100700Z-system-functions.ts";

/** By name, which is also their order. Forward only: a mistake is mended by another migration. */
export const migrations: Record<string, SchemaMigration> = {
  "20261121T100000Z-roles": roles,
  "20261121T100100Z-people": people,
  "20261121T100200Z-sessions": sessions,
  "20261121T100300Z-conversations": conversations,
  "20261121T100400Z-outbox-and-audit": outboxAndAudit,
  "20261121T100500Z-row-security": rowSecurity,
  "20261121T100600Z-append-events": appendEvents,
  "20261121T100700Z-system-functions": systemFunctions,
  "20261121T110000Z-snooze-and-rating": snoozeAndRating,
  "20261121T110100Z-idempotency-keys": idempotencyKeys,
  "20261121T110200Z-password-links": passwordLinks,
  "20261121T110300Z-find-api-key": findApiKey,
  "20261121T110400Z-identity-secret": identitySecret,
  "20261121T110500Z-rotate-signing-keys": rotateSigningKeys,
  "20261121T110600Z-delete-tenant": deleteTenant,
  "20261121T143000Z-desk-lookups": deskLookups,
  "20261121T160000Z-notifications": notifications,
  "20261121T160100Z-notification-functions": notificationFunctions,
  "20261121T164500Z-device-time-zone": deviceTimeZone,
  "20261121T165500Z-suppressions": suppressions,
  "20261121T171000Z-device-conversation": deviceConversation,
  "20261121T173000Z-summaries": summaries,
  "20261121T174500Z-search-documents": searchDocuments,
  "20261121T175500Z-push-subscriptions": pushSubscriptions,
  "20261121T175500Z-summary-settings": summarySettings,
  "20261121T182000Z-delete-every-table": deleteEveryTable,
  "20261121T192000Z-company-of-conversation": companyOfConversation,
  "20261121T193000Z-search-store": searchStore,
  "20261121T193000Z-append-in-one-pass": appendInOnePass,
  "20261121T195000Z-continued-summaries": continuedSummaries,
  "20261121T223000Z-leaner-append": leanerAppend,
  "20261128T203500Z-lookups-by-id": lookupsById,
  "20261128T204600Z-refuse-writers-shut-out": refuseWritersShutOut,
  "20261128T205300Z-mail-and-fair-sweeps": mailAndFairSweeps,
  "20261128T210500Z-index-increments": indexIncrements,
  "20261128T213500Z-numbers-in-one-form": numbersInOneForm,
  "20261128T220000Z-answers-know-whom-they-name": answersKnowWhomTheyName,
  "20261128T220500Z-claimed-summary-tasks": claimedSummaryTasks,
  "20261128T220700Z-words-of-any-script": wordsOfAnyScript,
  "20261128T223500Z-queue-by-priority": queueByPriority,
  "20261129T000000Z-tasks": tasks,
  "20261129T001000Z-summary-tasks-move": summaryTasksMove,
  "20261129T002300Z-files": files,
  "20261129T003800Z-notification-tasks-move": notificationTasksMove,
  "20261129T003900Z-queue-positions": queuePositions,
  "20261129T005500Z-conversation-owner": conversationOwner,
  "20261129T005600Z-foreign-key-indexes": foreignKeyIndexes,
  "20261129T005500Z-work-in-batches": workInBatches,
  "20261129T005700Z-functions-from-files": functionsFromFiles,
  "20261129T011000Z-tasks-in-one-statement": tasksInOneStatement,
  "20261129T011050Z-audit-check": auditCheck,
  "20261129T011100Z-indexes-by-age": indexesByAge,
  "20261129T011200Z-prune-what-is-unused": pruneWhatIsUnused,
  "20261129T011300Z-brand-of-conversation": brandOfConversation,
  "20261129T032500Z-functions-say-tenant": functionsSayTenant,
  "20261129T040000Z-audit-heads": auditHeads,
  "20261129T084500Z-delete-in-order": deleteInOrder,
  "20261129T165000Z-news-of-conversations": newsOfConversations,
  "20261129T165100Z-lists-by-news": listsByNews,
  "20261129T172000Z-find-customers": findCustomers,
  "20261129T180000Z-user-photos": userPhotos,
  "20261130T021500Z-previews-come-cut": previewsComeCut,
  "20261130T023000Z-audit-entries-hashed-apart": auditEntriesHashedApart,
  "20261130T091500Z-tasks-backlog": tasksBacklog,
  "20261130T104500Z-stored-answers": storedAnswers,
  "20261130T105500Z-erased-customers": erasedCustomers,
  "20261130T161000Z-feature-flags": featureFlags,
  "20261130T163000Z-tenant-quotas": tenantQuotas,
  "20261130T174500Z-deleted-tenants": deletedTenants,
  "20261130T220000Z-sign-ups": signUps,
  "20261130T220000Z-tenant-latency": tenantLatency,
  "20261130T220100Z-users-by-email": usersByEmail,
  "20261201T024500Z-commerce-catalogue": commerceCatalogue,
  "20261201T024500Z-stopped-emails": stoppedEmails,
  "20261201T024600Z-commerce-orders": commerceOrders,
  "20261201T024700Z-commerce-stock": commerceStock,
  "20261201T033900Z-prune-carts": pruneCarts,
  "20261201T041800Z-customers-by-address": customersByAddress,
  "20261201T093000Z-signed-addresses": signedAddresses,
  "20261201T093100Z-signed-addresses-known": signedAddressesKnown,
  "20261201T101500Z-commerce-sagas": commerceSagas,
  "20261201T140000Z-manual-orders": manualOrders,
  "20261201T150000Z-refunds": refunds,
  "20261201T160000Z-failed-calls": failedCalls,
  "20261201T180500Z-promotions": promotions,
  "20261201T183000Z-fold-names": foldNames,
};
