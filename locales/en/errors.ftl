# One message for each refusal: what is wrong, and what to do next where there is something.

error-internal = Something went wrong on our side. Please try again in a few minutes.

## Every feature

error-forbidden = { $permission ->
    [player] Only a player can do this.
    [admin] Only an admin can do this.
   *[other] You do not have the permission for this.
}
error-not-found = We could not find { word-what }. Refresh the list and try again.
error-invalid-input = Please check “{ word-field }”: { word-reason }.
error-wrong-state = This is not possible now: { $state ->
    [not_held] the admin does not have this role
   *[other] { word-what } { word-state }
}.
error-idempotency-conflict = This request was sent before with other details. Please start again.
error-unavailable = The service cannot be reached at the moment. Please try again in a few minutes; nothing is done twice.
error-busy = A lot is going on right now. Please try again in a moment.

## Admins and approvals

error-last-owner = This is the last owner: nobody could manage the admins any more. Make somebody else an owner first.
error-self-approval = You cannot approve your own request. Ask another admin.
error-approval-expired = This approval request is more than a day old. Please request it again.
error-approval-mismatch = What was approved differs from what was requested. Please request the approval again.

## Players

error-player-blocked = This account is closed. If you think this is a mistake, please contact support.
error-country-unknown = Please add your country to your profile before you play for money.
error-country-refused = We do not offer play for money in your country: { $country }.
error-birth-date-unknown = Please add your date of birth to your profile before you play for money.
error-underage = You have to be at least { $minimum_age } years old to play for money.
error-birth-date-locked = Your date of birth was verified with a document and cannot be changed. If it is wrong, please contact support.
error-consent-required = Please accept the current version of the document first: { word-document } (version { $version }).
error-document-outdated = The current version of the document is another one: { word-document } (version { $version }). Please read it and agree again.
error-init-data-used = This launch of the app was already used. Please close the app and open it again from the chat.
error-session-ended = Your session has ended. Please open the app again.
error-too-many-addresses = { $maximum ->
    [one] You can keep { $maximum } address.
   *[other] You can keep up to { $maximum } addresses.
} Remove one that you do not need first.

## Limits

error-limit-exceeded = This would go over your { word-limit }: the limit is { $limit }, { $left } left. Choose a smaller amount or wait.
error-too-many-limits = { $maximum ->
    [one] You can have { $maximum } limit.
   *[other] You can have up to { $maximum } limits.
} Remove one that you do not need first.
error-limit-change-pending = A change of your { word-limit } ({ $asset }) is waiting already. Cancel it before you ask for another one.
error-no-limit-change = No change of your { word-limit } ({ $asset }) is waiting.
error-limit-change-too-early = It is too early to confirm the change of your limit. Come back in { $wait_hours ->
    [1] { $wait_minutes ->
        [one] { $wait_minutes } minute
       *[other] { $wait_minutes } minutes
    }
    [one] { $wait_hours } hour
   *[other] { $wait_hours } hours
}.

## Configuration

error-unknown-configuration = There is no setting “{ $name }”.
error-configuration-changed = Somebody has changed “{ $name }” meanwhile; it is now version { $version }. Look at the new value and try again.

## Money

error-insufficient-funds = Not enough in your { word-wallet }: { $needed } needed, { $available } available. Top it up or choose another way to pay.
error-already-reversed = This transfer was reversed already, or is a reversal itself.
error-exchange-not-allowed = This exchange is not offered: { $from_asset } → { $to_asset }.
error-no-rate = There is no exchange rate yet: { $from_asset } → { $to_asset }. Please try again later.
error-rate-changed = The exchange rate has changed meanwhile. Look at the new rate and confirm again.
error-exchange-too-small = { $amount } is too little for this exchange: { $from_asset } → { $to_asset }. Choose a larger amount.

## Raffles, draws and prizes

error-sold-out = All tickets are sold.
error-not-enough-tickets = { $left ->
    [one] Only { $left } ticket is left.
   *[other] Only { $left } tickets are left.
} Choose fewer.
error-sales-ended = Tickets of this raffle are not on sale now.
error-no-tree-yet = { $state ->
    [cancelled] { $raffle } was cancelled before its list of tickets was sealed, so there is no path to it.
    [void] The tickets were voided before the list of { $raffle } was sealed, so they are not in it. Their price was refunded.
   *[open] The list of tickets of { $raffle } is sealed when its sale ends; until then there is no path to it. Your signed receipt stands for your tickets.
}
error-cap-reached = { $cap ->
    [one] One player can hold { $cap } ticket of this raffle
   *[other] One player can hold up to { $cap } tickets of this raffle
}; you have { $held }. Choose fewer.
error-claim-closed = { $state ->
    [held] This prize is held while its ticket is being looked into. Contact support if you want to know more.
    [pending] This prize cannot be claimed yet: the draw is being settled. Please try again later.
    [payable] You need not claim this prize: it is being paid to your wallet.
    [claimable] This prize is being claimed right now. Please look again in a moment.
    [claimed] You have claimed this prize already.
    [paid] This prize was paid to your wallet already.
    [expired] The time to claim this prize is over.
    [forfeited] This prize was taken back.
   *[other] This prize cannot be claimed.
}
error-beacon-mismatch = The beacon’s value does not belong to this draw. Nothing was drawn; please check the beacon.
error-software-differs = The draw software is not the released one ({ $files }). Nothing is closed until the release is put right; nothing is lost.
error-beacon-missing = No beacon is configured, so nothing can be published or drawn. Set BEACON_URL or DRAND_RELAYS and start again.
error-beacon-not-trusted = The prizes are too high for a beacon on the operator’s own machine. Use drand, or a custodian on another machine.
error-channel-missing = With prizes this high the close record has to be posted in a public channel. Set CHANNEL_ID and start again.
error-beacon-ending = { $rounds_left ->
    [one] The beacon’s chain has only { $rounds_left } round left.
   *[other] The beacon’s chain has only { $rounds_left } rounds left.
} Publish a new chain first.

## Requests to the API

error-init-data-invalid = This launch of the app could not be verified. Please close the app and open it again from the chat.
error-init-data-expired = The app was opened more than an hour ago. Please close it and open it again from the chat.
error-not-authenticated = Please open the app from the chat to sign in.
error-idempotency-key-missing = The request needs an Idempotency-Key of up to 100 printable characters.
error-too-many-requests = That was a lot at once. Please try again in { $wait_s ->
    [one] { $wait_s } second
   *[other] { $wait_s } seconds
}.
error-body-too-large = The request is too large.
error-malformed-body = The request is not valid JSON.
error-route-not-found = There is nothing at this address.
error-method-not-allowed = This address does not take such a request.
error-too-many-streams = Live updates are full at the moment. Please refresh from time to time.
