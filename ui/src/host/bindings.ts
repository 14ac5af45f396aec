// Written from the Rust types by `npm run bindings`. Do not edit.

/**
 * The providers this program knows, in the order they are shown.
 */
export type ProviderId = "bankhub" | "flowaccount" | "its" | "baokim" | "headline";

/**
 * A linked account. Kept for life: reconnecting does not change it.
 */
export type ConnectionId = string;

/**
 * One try at linking or reconnecting.
 */
export type SessionId = string;

/**
 * An entry of the desk's queue: a connection has its own id there, an account that waits to be linked has one for
 * as long as it waits.
 */
export type EntryId = string;

/**
 * An instant, written as RFC 3339 in UTC with whole seconds.
 */
export type Timestamp = string;

/**
 * Which of a provider's systems a registration speaks to.
 */
export type Environment = "sandbox" | "production" | "custom";

/**
 * How the provider's page is opened and how its answer comes back.
 */
export type Route = "window" | "browser" | "print" | "paste";

/**
 * What a session is for.
 */
export type Purpose = { "kind": "link" } | { "kind": "reconnect", 
/**
 * Which one.
 */
connection: ConnectionId, } | { "kind": "remove", 
/**
 * Which one.
 */
connection: ConnectionId, } | { "kind": "visit", 
/**
 * Which one.
 */
connection: ConnectionId, };

/**
 * The kinds of problem. A code exists because a screen or a script acts on it.
 */
export type ProblemCode = "unknown_id" | "ambiguous_id" | "invalid_input" | "registration_invalid" | "registration_missing" | "list_invalid" | "customer_exists" | "replace_needed" | "in_use" | "not_supported" | "needs_person" | "password_refused" | "denied" | "cancelled" | "wrong_account" | "not_confirmed" | "timed_out" | "came_back_empty" | "registered" | "registration_refused" | "registration_changed" | "action_at_provider" | "callback_refused" | "offline" | "network_sign_in" | "provider_trouble" | "throttled" | "unexpected_answer" | "outcome_unknown" | "tls_refused" | "port_busy" | "busy" | "keychain_missing" | "keychain_locked" | "keychain_slow" | "key_gone" | "store_newer" | "store_damaged" | "disk_full" | "store_read_only" | "internal";

/**
 * Whose turn it is. Decides colour, tone and exit code.
 */
export type ProblemClass = "usage" | "person" | "path" | "keychain" | "ours";

/**
 * One thing that went wrong, ready to be shown: what, why, what to do next.
 */
export type Problem = { 
/**
 * What kind of problem. A closed list.
 */
code: ProblemCode, 
/**
 * What happened, in English, in one sentence. Holds no secret and no callback.
 */
message: string, 
/**
 * What to do about it, in English.
 */
next: string, 
/**
 * What the problem is about, when it has a name: a host, a port, a file, a field, an account.
 */
subject: string | null, 
/**
 * The provider's own error code, as sent.
 */
provider_code: string | null, 
/**
 * The provider's own words, as plain text of at most 200 characters.
 */
provider_message: string | null, 
/**
 * The provider's id of the request, for its support.
 */
request_id: string | null, 
/**
 * When it makes sense to try again.
 */
retry_at: Timestamp | null, 
/**
 * Our reference, the same as in the timeline and the diagnostics.
 */
reference: string, };

/**
 * The first axis of status: what the provider allows.
 */
export type GrantStatus = "good" | "ending" | "needs_person" | "gone" | "removing";

/**
 * The second axis: what stands in between. Never read as "expired".
 */
export type PathStatus = "reachable" | "offline" | "network_sign_in" | "provider_trouble" | "throttled" | "keychain_locked" | "clock_wrong";

/**
 * Why the grant is as it is.
 */
export type Reason = "refresh_token_lapsed" | "refresh_token_refused" | "renewal_answer_lost" | "no_refresh_token" | "kept_password_refused" | "bank_password_changed" | "bank_asks_for_code" | "bank_blocks_sign_in" | "paused" | "removed_at_provider" | "permission_missing" | "registration_changed" | "credential_damaged";

/**
 * The one thing to do next.
 */
export type NextAction = "none" | "reconnect" | "renew" | "act_at_provider" | "wait" | "unlock_keychain";

/**
 * How long the link holds if this computer is off. Never invented.
 */
export type Survival = { "kind": "until", 
/**
 * When.
 */
at: Timestamp, } | { "kind": "no_end_known" } | { "kind": "unknown" } | { "kind": "ended", 
/**
 * Since when, if known.
 */
at: Timestamp | null, };

/**
 * Whom the account belongs to, as far as it may be shown.
 */
export type IdentityView = { 
/**
 * The account's or company's name.
 */
name: string, 
/**
 * Its number with all but the last digits covered.
 */
masked: string, };

/**
 * An amount, as a decimal string with its currency.
 */
export type Money = { 
/**
 * Decimal digits, `-` in front if negative.
 */
amount: string, 
/**
 * ISO 4217 code.
 */
currency: string, };

/**
 * A connection, as `linkdesk --json` and the list show it.
 */
export type ConnectionView = { 
/**
 * Its id, kept for life.
 */
id: ConnectionId, 
/**
 * Its provider.
 */
provider: ProviderId, 
/**
 * The name of the registration it was made with.
 */
registration: string, 
/**
 * Which of the provider's systems.
 */
environment: Environment, 
/**
 * What the person calls it.
 */
label: string, 
/**
 * Whose it is, for support staff.
 */
customer: string | null, 
/**
 * Which account it is.
 */
identity: IdentityView, 
/**
 * What the provider allows.
 */
grant: GrantStatus, 
/**
 * What stands in between.
 */
path: PathStatus, 
/**
 * Why the grant is not good.
 */
reason: Reason | null, 
/**
 * When the grant ended or ends whatever we do.
 */
ends_at: Timestamp | null, 
/**
 * Until when the link holds if this computer is off; `None`: no end known, unknown, or over (see `survival`).
 */
survives_until: Timestamp | null, 
/**
 * The same with its kind.
 */
survival: Survival, 
/**
 * The one thing to do next.
 */
next_action: NextAction, 
/**
 * When it is tried again by itself.
 */
retry_at: Timestamp | null, 
/**
 * When it was linked first.
 */
linked_at: Timestamp, 
/**
 * When a real call last showed that it works.
 */
checked_at: Timestamp | null, 
/**
 * When the grant was last renewed.
 */
renewed_at: Timestamp | null, 
/**
 * How many accounts are under it.
 */
account_count: number, 
/**
 * The balance of its first account.
 */
balance: Money | null, 
/**
 * When that balance was read.
 */
balance_at: Timestamp | null, };

/**
 * An account under a connection.
 */
export type AccountView = { 
/**
 * Its id, unique within the connection.
 */
id: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Its number with all but the last digits covered.
 */
masked: string, 
/**
 * Its institution: the bank, or the provider itself.
 */
institution: string | null, 
/**
 * Its balance.
 */
balance: Money | null, 
/**
 * When the balance was read.
 */
balance_at: Timestamp | null, };

/**
 * A balance at an instant.
 */
export type BalancePoint = { 
/**
 * Which account.
 */
account_id: string, 
/**
 * When.
 */
at: Timestamp, 
/**
 * How much.
 */
balance: Money, };

/**
 * One movement on an account.
 */
export type TransactionView = { 
/**
 * The provider's reference.
 */
reference: string, 
/**
 * Which account.
 */
account_id: string, 
/**
 * The booking day, `YYYY-MM-DD`.
 */
date: string, 
/**
 * The exact time, if given.
 */
at: Timestamp | null, 
/**
 * What moved; negative: out.
 */
amount: Money, 
/**
 * The balance afterwards, if given.
 */
running_balance: string | null, 
/**
 * The text.
 */
description: string, };

/**
 * What happened to a connection.
 */
export type EventKind = "linked" | "reconnected" | "linked_again" | "wrong_account_refused" | "renewed" | "renewal_failed" | "renewal_answer_lost" | "needs_person" | "recovered" | "gone" | "synced" | "sync_failed" | "renamed" | "customer_changed" | "discarded_revoked" | "discarded_forgotten" | "registration_changed" | "action_done" | "action_failed" | "page_opened" | "signed_on" | "sign_out_heard" | "hinted" | "password_kept" | "password_forgotten" | "unlink_waits" | "removal_waits";

/**
 * One line of a connection's timeline.
 */
export type TimelineEntry = { 
/**
 * Its id.
 */
id: string, 
/**
 * When.
 */
at: Timestamp, 
/**
 * What.
 */
kind: EventKind, 
/**
 * Plain text that belongs to it: a name, a count, a reason's code.
 */
detail: string | null, 
/**
 * The provider's own error code.
 */
provider_code: string | null, 
/**
 * The provider's id of the request.
 */
request_id: string | null, 
/**
 * Our reference.
 */
reference: string | null, 
/**
 * How often it happened in a row, the last time `at`.
 */
times: number, 
/**
 * When it happened first, if more than once.
 */
since: Timestamp | null, };

/**
 * Something that linking shares, or expressly does not. The words stand in the message files under the id.
 */
export type SharedItem = { 
/**
 * Its id: `identity`, `balance`, `transaction`, `company`, `move_money`…
 */
id: string, 
/**
 * Whether it is shared at all; `false`: a promise that it is not asked for.
 */
asked: boolean, 
/**
 * Whether the person may leave it out.
 */
optional: boolean, };

/**
 * A connection with all that is stored about it.
 */
export type ConnectionDetail = { 
/**
 * The connection.
 */
connection: ConnectionView, 
/**
 * Its accounts.
 */
accounts: Array<AccountView>, 
/**
 * Their balances over time, oldest first.
 */
balances: Array<BalancePoint>, 
/**
 * What happened, newest first.
 */
timeline: Array<TimelineEntry>, 
/**
 * What it may read, and what not.
 */
shares: Array<SharedItem>, 
/**
 * Whether the provider has a call that withdraws the grant.
 */
can_revoke: boolean, 
/**
 * Whether a password is kept with the credential, because the person asked to sign in without typing.
 */
keeps_password: boolean, 
/**
 * Pages of the provider's own that can be opened for it.
 */
pages: Array<VisitView>, };

/**
 * What a registration opens.
 */
export type RegistrationReach = "one_user" | "every_customer";

/**
 * A registration without its secrets.
 */
export type RegistrationView = { 
/**
 * Its provider.
 */
provider: ProviderId, 
/**
 * Its name.
 */
name: string, 
/**
 * Which of the provider's systems.
 */
environment: Environment, 
/**
 * Endpoint name and address, in the provider's order.
 */
endpoints: Array<[string, string]>, 
/**
 * Fields of the client that are no secret, in the provider's order.
 */
client: Array<[string, string]>, 
/**
 * Names of the secrets that are set.
 */
secrets_set: Array<string>, 
/**
 * The hosts that secrets are sent to.
 */
hosts: Array<string>, 
/**
 * What its secrets open.
 */
reach: RegistrationReach, 
/**
 * Routes that its redirect address allows.
 */
routes: Array<Route>, 
/**
 * Whether linking begins on a page of the provider's; if not, it begins with forms here, and the route matters only
 * where one of them leads to a page.
 */
opens_page: boolean, 
/**
 * How many connections hang on it.
 */
connections: number, };

/**
 * A page of the provider's own that can be opened for a linked account.
 */
export type VisitView = { 
/**
 * What the page is called; the words stand in the message files.
 */
page: string, 
/**
 * How long what opens it is taken to hold, in seconds.
 */
seconds: number, 
/**
 * Whether the person signs in for it.
 */
signs_in: boolean, 
/**
 * Whether it leads back here when it has done its part.
 */
leads_back: boolean, 
/**
 * Whether it opens in a window of the app; if not, in the browser the person uses.
 */
in_window: boolean, };

/**
 * A provider with its registrations.
 */
export type ProviderView = { 
/**
 * Which one.
 */
id: ProviderId, 
/**
 * Its name as it writes it.
 */
name: string, 
/**
 * What linking shares.
 */
shares: Array<SharedItem>, 
/**
 * The forms that linking may ask for here, in their order: id and fields.
 */
forms: Array<[string, Array<FieldView>]>, 
/**
 * How long its page may be used, in seconds.
 */
page_seconds: number, 
/**
 * How long a link holds with this computer off, in seconds; `None`: no end known.
 */
survives_seconds: number | null, 
/**
 * Whether its links have to be renewed: one that does not say how long it holds may be lost with this computer off.
 */
renews: boolean, 
/**
 * Whether it has a call that withdraws a grant.
 */
can_revoke: boolean, 
/**
 * Its own pages for linked accounts. Which of them a connection can open stands there.
 */
pages: Array<VisitView>, 
/**
 * Field names of the client of a registration.
 */
client_fields: Array<string>, 
/**
 * Endpoint names of a custom registration.
 */
endpoint_fields: Array<string>, 
/**
 * Its registrations.
 */
registrations: Array<RegistrationView>, 
/**
 * The route the person used last.
 */
preferred_route: Route, };

/**
 * What a field takes.
 */
export type FieldKind = "text" | "phone" | "email" | "password" | "otp" | "choice" | "amount" | "day" | "picture" | "tick";

/**
 * A field.
 */
export type FieldView = { 
/**
 * Its name; the words stand in the message files.
 */
name: string, 
/**
 * What it takes.
 */
kind: FieldKind, 
/**
 * Whether it must be filled when it is asked.
 */
required: boolean, 
/**
 * Whether what is typed is hidden and never kept.
 */
secret: boolean, 
/**
 * What can be chosen, the usual one first.
 */
choices: Array<string>, 
/**
 * The most characters that it takes, where the provider has a limit; of a picture the most bytes.
 */
at_most: number | null, 
/**
 * It is asked only when the named field has one of these values.
 */
only_if: [string, Array<string>] | null, 
/**
 * Whether no screen offers it: it is for the command line and scripts.
 */
scripts_only: boolean, };

/**
 * A form.
 */
export type FormView = { 
/**
 * Its id; the words stand in the message files.
 */
id: string, 
/**
 * Its fields, in order.
 */
fields: Array<FieldView>, 
/**
 * The host that receives what is typed.
 */
receiver: string, 
/**
 * From when on another code can be asked for; `None`: there is no code.
 */
again_at: Timestamp | null, };

/**
 * What an action does at the provider.
 */
export type ActionEffect = "reads" | "changes" | "rotates";

/**
 * An action that a connection offers.
 */
export type ActionView = { 
/**
 * Its name; the words stand in the message files.
 */
name: string, 
/**
 * What it does there.
 */
effect: ActionEffect, 
/**
 * What it asks the person for; it may have no fields.
 */
form: FormView, 
/**
 * Whether its answer comes in pages.
 */
pages: boolean, };

/**
 * One value of an answer.
 */
export type FactValue = { "kind": "text", 
/**
 * The text.
 */
text: string, } | { "kind": "money", 
/**
 * How much.
 */
money: Money, } | { "kind": "day", 
/**
 * The day.
 */
day: string, } | { "kind": "instant", 
/**
 * When.
 */
at: Timestamp, } | { "kind": "truth", 
/**
 * Which.
 */
yes: boolean, } | { "kind": "word", 
/**
 * Which word.
 */
word: string, };

/**
 * A list with columns.
 */
export type TableView = { 
/**
 * Names of the columns; the words stand in the message files.
 */
columns: Array<string>, 
/**
 * Rows, each as long as the columns. `None`: the provider says nothing there.
 */
rows: Array<Array<FactValue | null>>, };

/**
 * A QR code, ready to be drawn.
 */
export type CodeView = { 
/**
 * What it says.
 */
text: string, 
/**
 * Its rows from above, `#` for dark and a space for light, without the quiet zone around it.
 */
rows: Array<string>, };

/**
 * What came of an action. Nothing of it is kept.
 */
export type ActionAnswer = { 
/**
 * Single facts: name and value. The words for the names stand in the message files.
 */
facts: Array<[string, FactValue]>, 
/**
 * A list, if it is one.
 */
table: TableView | null, 
/**
 * A code that another device reads, such as a payment QR code.
 */
code: CodeView | null, 
/**
 * The page after this one, if there is more.
 */
next_page: number | null, };

/**
 * Where a provider window stands.
 */
export type OriginView = { 
/**
 * The registrable domain, or the host if it has none.
 */
domain: string, 
/**
 * The full host.
 */
host: string, 
/**
 * The port, if it is not the usual one.
 */
port: number | null, 
/**
 * Whether the page came over https.
 */
secure: boolean, 
/**
 * Whether it is this computer.
 */
loopback: boolean, };

/**
 * Where a link session stands.
 */
export type SessionState = "opening" | "at_form" | "submitting" | "at_page" | "visiting" | "redeeming" | "identifying" | "confirming" | "wrong_account" | "keeping" | "linked" | "removed" | "opened" | "cancelled" | "denied" | "timed_out" | "failed";

/**
 * One try at linking, as a screen shows it. Its page's address is not in it: it carries the state.
 */
export type SessionView = { 
/**
 * Its id.
 */
id: SessionId, 
/**
 * The provider.
 */
provider: ProviderId, 
/**
 * The registration used.
 */
registration: string, 
/**
 * What for.
 */
purpose: Purpose, 
/**
 * Which of the provider's own pages is opened; `None`: it is about something else.
 */
page: string | null, 
/**
 * How the page was opened.
 */
route: Route, 
/**
 * Where it stands.
 */
state: SessionState, 
/**
 * When it began.
 */
started_at: Timestamp, 
/**
 * When the provider's page ends; of a page that was opened, until when its one-time token is taken to open it.
 */
expires_at: Timestamp, 
/**
 * When the state was last entered.
 */
entered_at: Timestamp, 
/**
 * The form that waits to be filled in, if there is one.
 */
form: FormView | null, 
/**
 * Where the window stands, if there is one.
 */
origin: OriginView | null, 
/**
 * A host the window would not open, if it just refused one.
 */
refused_host: string | null, 
/**
 * Which account is expected: reconnecting, or linking one that waits on the desk.
 */
expected: IdentityView | null, 
/**
 * The account on the desk that is linked by this.
 */
awaited: EntryId | null, 
/**
 * Which account answered.
 */
identity: IdentityView | null, 
/**
 * The connection whose grant would be replaced, or was made.
 */
connection: ConnectionId | null, 
/**
 * Whether the account was linked already, so that no second connection arises.
 */
already_linked: boolean, 
/**
 * What went wrong.
 */
problem: Problem | null, };

/**
 * What unlinking did.
 */
export type UnlinkReport = { 
/**
 * Whether the provider withdrew the grant.
 */
revoked: boolean, 
/**
 * Whether everything here is forgotten.
 */
forgotten: boolean, 
/**
 * The session in which the person confirms the removal with a code, if the provider asks for one.
 */
confirm: SessionView | null, 
/**
 * Whether it is withdrawn and forgotten by itself, as soon as the provider can be reached.
 */
pending: boolean, 
/**
 * Why the provider did not withdraw it, if it was asked to.
 */
problem: Problem | null, };

/**
 * A ticket for somebody who has the account linked on their own computer. It holds no secret, and names the account
 * under salt and hash only; but account numbers are short, and whoever has the ticket can find one by trying all of
 * them. So it is for the account's owner.
 */
export type RepairTicket = { 
/**
 * The address, which their Linkdesk opens: `linkdesk://repair?…`.
 */
address: string, 
/**
 * The last day it counts, in UTC: `YYYY-MM-DD`.
 */
until: string, };

/**
 * What somebody who opened a ticket is shown.
 */
export type RepairView = { 
/**
 * Whose account it is about.
 */
provider: ProviderId, 
/**
 * The last day it counts, in UTC: `YYYY-MM-DD`.
 */
until: string, 
/**
 * Whether that day is over. Then nothing was looked for.
 */
over: boolean, 
/**
 * The connection of this profile that is meant; `None`: there is none.
 */
connection: ConnectionId | null, };

/**
 * What became of an entry of a run.
 */
export type RunResult = { "kind": "waiting" } | { "kind": "reconnected", 
/**
 * Since when.
 */
at: Timestamp, } | { "kind": "linked", 
/**
 * Since when.
 */
at: Timestamp, } | { "kind": "skipped", 
/**
 * When that was said.
 */
at: Timestamp, } | { "kind": "later", 
/**
 * When that was said.
 */
at: Timestamp, };

/**
 * What support staff say of an entry of a run.
 */
export type RunNote = "skip" | "later" | "undo";

/**
 * Why an account that is not linked stands on the desk.
 */
export type AwaitedReason = "linked_elsewhere" | "never_linked" | "registration_missing";

/**
 * An account that waits to be linked here.
 */
export type AwaitedView = { 
/**
 * Its id on the desk.
 */
id: EntryId, 
/**
 * Its provider.
 */
provider: ProviderId, 
/**
 * The registration that it will be linked with; where there is none that fits, the one its list names.
 */
registration: string | null, 
/**
 * Which of the provider's systems, if the file says so.
 */
environment: Environment | null, 
/**
 * The name that the connection will have; `None`: the account's own.
 */
label: string | null, 
/**
 * Whose it is.
 */
customer: string | null, 
/**
 * Which account it must be; `None`: the file does not say, and the person decides.
 */
identity: IdentityView | null, 
/**
 * Why it stands on the desk.
 */
reason: AwaitedReason, 
/**
 * When its file was imported.
 */
added_at: Timestamp, };

/**
 * What an entry of the desk is about.
 */
export type QueueSubject = { "kind": "connection", 
/**
 * The connection.
 */
connection: ConnectionView, } | { "kind": "awaited", 
/**
 * The account.
 */
awaited: AwaitedView, };

/**
 * An entry of the desk.
 */
export type QueueEntry = { 
/**
 * Its id on the desk.
 */
id: EntryId, 
/**
 * What it is about.
 */
subject: QueueSubject, 
/**
 * When it was lost, or will be if nobody signs in; `None`: unknown.
 */
lost_at: Timestamp | null, 
/**
 * Why a connection is here, or was when the run began; `None`: it only ends soon, or is none.
 */
reason: Reason | null, 
/**
 * What became of it in the run that is on; `None`: it is not part of one.
 */
result: RunResult | null, };

/**
 * Staying signed in at a provider, for one customer's accounts there and within one run.
 */
export type StayView = { 
/**
 * Whether it can be chosen for the entry in hand: the next one is the same customer's with the same provider.
 */
offered: boolean, 
/**
 * Whether it was chosen for this customer and provider.
 */
on: boolean, };

/**
 * What needs a person.
 */
export type QueueView = { 
/**
 * Soonest loss first, but those of one customer with one provider after each other; accounts that wait to be linked
 * come last. The entries of a run stand first, in the run's order.
 */
entries: Array<QueueEntry>, 
/**
 * When the run that is on began; `None`: none is.
 */
run_since: Timestamp | null, 
/**
 * The entry of the run whose turn it is.
 */
in_hand: EntryId | null, 
/**
 * Whether a sign-in may serve for what follows.
 */
stay: StayView, 
/**
 * How many connections there are in all.
 */
of: number, };

/**
 * What a file was taken for.
 */
export type ImportKind = "list" | "customers";

/**
 * What is wrong with a cell.
 */
export type LineFault = "empty" | "not_a_name" | "unknown_provider";

/**
 * What becomes of a line.
 */
export type LineOutcome = { "kind": "new" } | { "kind": "waiting" } | { "kind": "linked", 
/**
 * What its connection is called.
 */
label: string, } | { "kind": "refused", 
/**
 * The column that is wrong, as the file heads it.
 */
column: string, 
/**
 * What is wrong with it.
 */
fault: LineFault, };

/**
 * One line of a file.
 */
export type ImportedLine = { 
/**
 * Its number in the file, from 1; in a JSON list, the entry's.
 */
line: number, 
/**
 * Its provider, if it names one.
 */
provider: ProviderId | null, 
/**
 * Its customer.
 */
customer: string | null, 
/**
 * Its label.
 */
label: string | null, 
/**
 * The account, as far as the file shows it.
 */
identity: IdentityView | null, 
/**
 * What becomes of it.
 */
outcome: LineOutcome, };

/**
 * What a file brings: before it is kept, and afterwards.
 */
export type ImportReport = { 
/**
 * What it was taken for.
 */
kind: ImportKind, 
/**
 * Whether it was kept; `false`: this is a look at it.
 */
kept: boolean, 
/**
 * How many accounts are new on the desk.
 */
new: number, 
/**
 * How many wait there already.
 */
waiting: number, 
/**
 * How many are linked here already.
 */
linked: number, 
/**
 * How many lines were refused.
 */
refused: number, 
/**
 * Every line, in the order of the file.
 */
lines: Array<ImportedLine>, };

/**
 * A customer, with what belongs to them.
 */
export type CustomerView = { 
/**
 * The name.
 */
name: string, 
/**
 * How many connections are theirs.
 */
connections: number, 
/**
 * How many accounts of theirs wait to be linked.
 */
awaited: number, };

/**
 * Light or dark.
 */
export type Appearance = "system" | "light" | "dark";

/**
 * What closing the window does while accounts are linked.
 */
export type Closing = "ask" | "keep" | "quit";

/**
 * The hours of a day in which the desktop is told nothing, by the computer's own time zone.
 */
export type QuietHours = { 
/**
 * From this time on, as `HH:MM`.
 */
from: string, 
/**
 * Until this time, as `HH:MM`. Earlier than `from`: of the next day. The same: no hours at all.
 */
until: string, };

/**
 * What the person chose.
 */
export type Settings = { 
/**
 * BCP 47 tag of a language with complete messages; `None`: as the system has it.
 */
language: string | null, 
/**
 * Light or dark.
 */
appearance: Appearance, 
/**
 * Whether amounts are covered.
 */
amounts_hidden: boolean, 
/**
 * Whether single-letter keys work.
 */
single_keys: boolean, 
/**
 * Whether the desktop says when a person is needed.
 */
notices: boolean, 
/**
 * When it says nothing; what is new then is said afterwards.
 */
quiet: QuietHours | null, 
/**
 * What closing the window does.
 */
closing: Closing, };

/**
 * How something that starts the program without a person stands.
 */
export type Started = "off" | "on" | "broken";

/**
 * What keeps links alive without a window.
 */
export type UnattendedView = { 
/**
 * Whether this system can start the program by itself.
 */
possible: boolean, 
/**
 * The app, at login.
 */
at_login: Started, 
/**
 * The command line, while the app is closed.
 */
timer: Started, 
/**
 * Whether the desktop shows the app in its tray.
 */
in_tray: boolean, };

/**
 * Which profile is open, and how it is.
 */
export type ProfileView = { 
/**
 * Whether it is the practice profile.
 */
practice: boolean, 
/**
 * This program's version.
 */
version: string, 
/**
 * The data folder.
 */
folder: string, 
/**
 * Why the store is not open; everything else is empty then.
 */
problem: Problem | null, 
/**
 * Whether the keychain is being waited for.
 */
keychain_waiting: boolean, };

/**
 * What was looked at.
 */
export type CheckCode = "data_folder" | "free_space" | "store" | "keychain" | "registrations" | "endpoint" | "clock" | "proxy" | "interrupted_renewals" | "connections" | "locks" | "set_aside" | "at_login" | "timer";

/**
 * How it is.
 */
export type CheckOutcome = "ok" | "notice" | "unknown" | "problem";

/**
 * What to do next.
 */
export type CheckStep = "none" | "fix_folder" | "make_room" | "unlock_keychain" | "restore_key" | "restore_store" | "update_program" | "fix_registration" | "check_network" | "set_clock" | "renew_due" | "reconnect" | "set_up_again" | "try_again";

/**
 * One finding.
 */
export type Check = { 
/**
 * What was looked at.
 */
code: CheckCode, 
/**
 * How it is.
 */
outcome: CheckOutcome, 
/**
 * What to do next.
 */
next: CheckStep, 
/**
 * The kind of problem behind it.
 */
cause: ProblemCode | null, 
/**
 * Whose registration it belongs to.
 */
provider: ProviderId | null, 
/**
 * Host and port, nothing after them.
 */
host: string | null, 
/**
 * The standing that was counted.
 */
grant: GrantStatus | null, 
/**
 * A number; what it counts stands at the code.
 */
number: number | null, };

/**
 * All findings, in the order in which they were made.
 */
export type DoctorReport = { 
/**
 * When, by this computer's clock.
 */
at: Timestamp, 
/**
 * This program's version.
 */
version: string, 
/**
 * The operating system: `linux`, `macos`, `windows`.
 */
system: string, 
/**
 * The processor's family.
 */
processor: string, 
/**
 * Whether it is the practice profile.
 */
practice: boolean, 
/**
 * Whether no host was asked.
 */
offline: boolean, 
/**
 * The findings.
 */
checks: Array<Check>, };

/**
 * Opening a page of the provider's own for an account that is linked.
 */
export type VisitRequest = { 
/**
 * Whose page.
 */
connection: ConnectionId, 
/**
 * Which page, by [`super::VisitView::page`]; `None`: the only one.
 */
page: string | null, 
/**
 * How the page opens. There is nothing to paste: at most the browser is led back to this computer.
 */
route: Route, 
/**
 * The language of the person, as a BCP 47 tag, for the page.
 */
language: string | null, };

/**
 * A try at linking.
 */
export type LinkRequest = { 
/**
 * Which provider.
 */
provider: ProviderId, 
/**
 * Which registration; `None`: the only one, or the one called `default`.
 */
registration: string | null, 
/**
 * What for.
 */
purpose: Purpose, 
/**
 * How the page opens.
 */
route: Route, 
/**
 * The name the connection shall have; `None`: the account's own.
 */
label: string | null, 
/**
 * The customer it belongs to.
 */
customer: string | null, 
/**
 * The account's name, expected. Another one is refused.
 */
expect: string | null, 
/**
 * Whether an account whose callback carried no state may be kept without asking.
 */
confirmed: boolean, 
/**
 * Optional things to share, by [`super::SharedItem::id`]; `None`: all of them.
 */
share: Array<string> | null, 
/**
 * The language of the person, as a BCP 47 tag, for providers that have the parameter.
 */
language: string | null, 
/**
 * The account on the desk that is linked by this, with its label and customer. Another account is refused, where the
 * desk knows which it must be.
 */
awaited: EntryId | null, };

/**
 * What was typed into a field of a form.
 */
export type FieldValue = { 
/**
 * The field's name.
 */
name: string, 
/**
 * What was typed. It may be a secret, so it crosses once, inwards.
 */
value: string, };

/**
 * In which form the list without secrets is written.
 */
export type ListForm = "json" | "csv";

/**
 * A file with accounts: the list of another computer, or a table of customers.
 */
export type ImportRequest = { 
/**
 * The file as it is, in base64: what is not UTF-8 has to be told.
 */
file: string, 
/**
 * Whether its accounts shall wait on the desk from now on; `false`: only look.
 */
keep: boolean, };

/**
 * An action at a connection's provider.
 */
export type ActionRequest = { 
/**
 * Which connection.
 */
connection: ConnectionId, 
/**
 * The action's name.
 */
action: string, 
/**
 * What was typed into its form.
 */
fields: Array<FieldValue>, 
/**
 * Which page of the answer, from 1; `None`: the first.
 */
page: number | null, };

/**
 * A registration from a form or a file.
 */
export type SaveRegistration = { 
/**
 * Which provider.
 */
provider: ProviderId, 
/**
 * Its name; `default` when the operator has only one.
 */
name: string, 
/**
 * The registration as TOML. It holds secrets, so it crosses once, inwards.
 */
toml: string, 
/**
 * Whether another origin or client under the same name may be replaced.
 */
replace: boolean, };

/**
 * Which transactions.
 */
export type TransactionRange = { 
/**
 * First day, `YYYY-MM-DD`.
 */
from: string | null, 
/**
 * Last day, `YYYY-MM-DD`.
 */
to: string | null, 
/**
 * At most this many, newest first.
 */
limit: number | null, };

/**
 * How far unlinking goes.
 */
export type UnlinkMode = "everywhere" | "local";

/**
 * One position of the dial.
 */
export type PracticeFault = { 
/**
 * Its id; the words stand in the message files.
 */
id: string, 
/**
 * Whether this provider can have it.
 */
applies: boolean, };

/**
 * One practice provider.
 */
export type PracticeProvider = { 
/**
 * Which one.
 */
id: ProviderId, 
/**
 * The fault it answers with next; `None`: it answers normally.
 */
fault: string | null, 
/**
 * Whether the fault stays until it is turned off.
 */
until_off: boolean, 
/**
 * Faults on the dial, in its order, and whether this provider can have them.
 */
faults: Array<PracticeFault>, };

/**
 * A message on the practice phone.
 */
export type PracticeMessage = { 
/**
 * When it came.
 */
at: Timestamp, 
/**
 * Who sent it.
 */
provider: ProviderId, 
/**
 * Its code. A practice code opens nothing but practice.
 */
code: string, 
/**
 * Its text.
 */
text: string, };

/**
 * The practice providers, their clock and their dial.
 */
export type PracticeView = { 
/**
 * What their clock says.
 */
now: Timestamp, 
/**
 * How far their clock was moved, in seconds.
 */
offset_seconds: number, 
/**
 * Each of them.
 */
providers: Array<PracticeProvider>, 
/**
 * Messages on the practice phone, newest first.
 */
messages: Array<PracticeMessage>, 
/**
 * The port range they listen on, for the foot of the window.
 */
ports: Array<number>, };

/**
 * Something changed.
 */
export type DeskEvent = { "kind": "session", 
/**
 * How it stands now.
 */
session: SessionView, } | { "kind": "connections", 
/**
 * Which one.
 */
id: ConnectionId | null, } | { "kind": "registrations" } | { "kind": "settings" } | { "kind": "keychain", 
/**
 * Whether it is still being waited for.
 */
waiting: boolean, };

/**
 * What the shell asks of the screens.
 */
export type ShellEvent = { "kind": "desk" } | { "kind": "closing" } | { "kind": "repair" };
