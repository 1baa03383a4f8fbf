# Parts of the sentences in errors.ftl. Codes that have no words of their own are shown as they are.

word-what = { $what ->
    [address] this address
    [admin] this admin
    [approval] this approval request
    [award] this prize
    [beacon_value] the beacon's value for this draw
    [close_record] the close record of this draw
    [order] this order
    [hold] a hold on these tickets
    [ticket] this ticket
    [photo] this picture
    [player] this player
    [product] this product
    [proof] a proof of this draw
    [raffle] this raffle
    [role] this role
    [session] this session
    [transfer] this transfer
    [wallet] this wallet
   *[other] what you are looking for
}
word-state = { $state ->
    [draft] is not published yet
    [open] is open
    [closing] is just closing
    [closed] is closed and waits for its draw
    [drawn] has been drawn already
    [settled] is finished
    [cancelling] is being cancelled
    [cancelled] was cancelled
    [pending] still waits for a decision
    [executed] was carried out already
    [rejected] was rejected
    [expired] has expired
    [active] is active
    [blocked] is blocked
    [anonymised] was erased
    [held] is held
    [void] was voided already
    [enabled] is enabled
    [disabled] is disabled
    [payable] is being paid
    [claimable] waits for its winner
    [claimed] is on its way to the winner
    [paid] was paid already
    [forfeited] was taken back
   *[other] is in the state “{ $state }”
}
word-wallet = { $wallet_type ->
    [BALANCE] main balance
    [BONUS] bonus balance
    [LUCKY_COIN] coin wallet
    [CREDIT] credit wallet
   *[other] wallet
}
word-document = { $document ->
    [terms] terms
    [marketing] consent to news and offers
   *[other] document
}
word-limit = { $kind ->
    [deposit] deposit limit
    [spend] spending limit
    [net_loss] loss limit
   *[other] limit
} for { $window_days ->
    [1] 24 hours
    [one] { $window_days } day
   *[other] { $window_days } days
}
word-field = { $field ->
    [address_country] country of your connection
    [address_id] delivery address
    [alternates] number of alternates
    [amount_minor] amount
    [approval] approval
    [asset] currency
    [birth_date] date of birth
    [brand] brand
    [category] category
    [city] city
    [claim_days] days to claim a prize
    [country] country
    [cursor] page
    [denominator] rate, second number
    [descriptions] description
    [display_name] display name
    [distinct] rule for several prizes
    [document_hash] document’s checksum
    [inbox] inbox
    [init_data_hash] app’s launch data
    [key] request key
    [language] language
    [limit] entries per page
    [line1] address, line 1
    [line2] address, line 2
    [media] pictures
    [name] name
    [numerator] rate, first number
    [per_player_cap] tickets per player
    [phone_number] phone number
    [postal_code] postal code
    [price_minor] ticket price
    [prizes] prizes
    [quantity] number of tickets
    [quiet] quiet hours
    [reason] reason
    [recipient] recipient
    [region] region
    [sales_end_at] end of sales
    [telegram_id] Telegram id
    [ticket] ticket
    [ticket_total] total of tickets
    [tier] tier
    [time_zone] time zone
    [titles] title
    [valid_from] valid from
    [value_minor] value
    [watchlist] watchlist
   *[other] { $field }
}
word-reason = { $reason ->
    [case_changed] something changed after it was requested; ask again
    [does_not_fit_close_rule] set it only where sales end at a time
    [empty] it must not be empty
    [control_character] it contains characters that cannot be shown
    [english_missing] the English text is missing
    [essential] notices of money and results stay in the inbox
    [in_the_future] the date lies in the future
    [in_the_past] the time lies in the past
    [length] it is empty or too long
    [malformed] it is not written in the expected form
    [missing] it is missing
    [no_time_zone] the time zone is missing
    [no_wallet] there is no wallet for it
    [not_an_integer] a whole number is expected
    [not_of_this_wallet] this wallet does not hold it
    [not_sha256] a SHA-256 checksum is expected
    [out_of_range] the number is too small or too large
    [past] the time is past or too near
    [percentage_of_goods] only money can be a share of sales
    [percentages] the shares add up to more than 100 %
    [positions] the places must be 1, 2, 3 and so on
    [product_value] value or currency differs from the product’s
    [raffle_changed] the raffle was changed after the approval was requested
    [too_long] it is too long
    [too_long_ago] the date is too long ago
    [too_many] there are too many already
    [unknown] this value is not known
    [unknown_asset] this currency is not known
    [unknown_country] this country is not known
    [unknown_language] this language is not offered
    [unknown_time_zone] this time zone is not known
    [value] the value of a prize is not possible
    [winner_count] the number of winners does not fit the tickets
   *[other] { $reason }
}
