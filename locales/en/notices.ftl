# What players are told without having asked at that moment. HTML as Telegram takes it; values come escaped.

notice-button-raffle = Open the lottery
notice-button-approval = Open the request
notice-button-prize = Open the prize
notice-draw-sealed =
    🔒 <b>{ $title }</b> ({ $raffle })

    Sales are closed and the list of tickets is sealed. The draw waits for beacon round { $round }: { $draw_countdown }.
notice-draw-lost =
    🎟 <b>{ $title }</b> ({ $raffle }) has been drawn.

    { $winner_count ->
        [0] No ticket won.
        [one] The winning ticket is { $winning_number }.
       *[other] { $winner_count } tickets won; the first prize went to ticket { $winning_number }.
    } None of yours was among them this time. You can verify the draw yourself.
notice-draw-won =
    🎉 <b>{ $title }</b> ({ $raffle }) has been drawn, and you have won!

    { $winner_count ->
        [one] The winning ticket is { $winning_number }.
       *[other] { $winner_count } tickets won; the first prize went to ticket { $winning_number }.
    }
notice-prize-won =
    🏆 You have won <b>{ $value }</b> in “{ $title }” ({ $raffle }).

    { $ticket_count ->
        [one] Your winning ticket: { $tickets }
       *[other] Your { $ticket_count } winning tickets: { $tickets }
    }
    { $is_to_choose ->
        [1] Open the prize and choose until { $claim_by_at }: have it delivered, or take its value in money.
       *[0] All your prizes: /prizes
    }
notice-prize-paid =
    💰 <b>{ $amount }</b> is in your wallet: the prize of ticket { $ticket } in “{ $title }” ({ $raffle }).
notice-prize-stepped-in =
    🔁 A prize was not taken up in “{ $title }” ({ $raffle }), and you are the next alternate: <b>{ $value }</b> is yours, by ticket { $ticket }.

    { $is_to_choose ->
        [1] Open the prize and choose until { $claim_by_at }: have it delivered, or take its value in money.
       *[0] The money comes to your wallet by itself.
    }
notice-prize-lost =
    { $is_late ->
        [1] ⌛ The time to claim your prize of ticket { $ticket } in “{ $title }” ({ $raffle }), <b>{ $value }</b>, is over. By the rules it goes to the next alternate, if there is one.
       *[0] ⛔ Your prize of ticket { $ticket } in “{ $title }” ({ $raffle }), <b>{ $value }</b>, was taken back: two people of the operator found that you may not win it. If you think this is a mistake, contact support.
    }
notice-raffle-refunded =
    ↩️ { $reason ->
        [reveal_overdue] The draw of “{ $title }” ({ $raffle }) was not revealed in time, so by the rules it is void and every ticket is refunded.
        [late_publication] The close record of “{ $title }” ({ $raffle }) was published too late, so by the rules the draw is void and every ticket is refunded.
       *[other] “{ $title }” ({ $raffle }) was cancelled.
    } Your <b>{ $amount }</b> is back in your wallet.
notice-tickets-voided =
    🕳 { $ticket_count ->
        [one] Your ticket { $tickets } in “{ $title }” ({ $raffle }) was voided by two people of the operator: it is not in the draw.
       *[other] Your tickets { $tickets } in “{ $title }” ({ $raffle }) were voided by two people of the operator: they are not in the draw.
    } <b>{ $amount }</b> is back in your wallet. If you think this is a mistake, contact support.
notice-wallet-credited =
    💰 <b>{ $amount }</b> was added to your wallet. Reference: { $reference }
notice-watched-opened =
    🟢 <b>{ $title }</b> ({ $raffle }) is open: { $total ->
        [one] { $total } ticket
       *[other] { $total } tickets
    } at { $price }.
notice-watched-nearly-sold =
    ⏳ <b>{ $title }</b> ({ $raffle }) is nearly sold out: { $left ->
        [one] { $left } ticket is left.
       *[other] { $left } tickets are left.
    }
notice-watched-draw-soon =
    ⏰ <b>{ $title }</b> ({ $raffle }): sales end { $ends_countdown }, then comes the draw.
notice-approval-requested =
    🔔 { $asks ->
        [credit] A credit of <b>{ $amount }</b>
        [close] The end of the sale of <b>{ $number }</b> before its time
        [release] Releasing the hold on <b>{ $number }</b>
        [void] Voiding the tickets of <b>{ $number }</b>
        [disqualification] Declaring a winner of <b>{ $number }</b> ineligible
       *[publication] The publication of <b>{ $number }</b>
    } waits for your approval. Asked by { $requester }; it expires { $expires_at }. /approvals
notice-approval-decided =
    { $outcome ->
        [executed] ✅ Approved by { $decider }:
        [rejected] ❌ Rejected by { $decider }:
       *[expired] ⌛ Expired, nobody decided within a day:
    } { $asks ->
        [credit] credit of <b>{ $amount }</b>
        [close] end of the sale of <b>{ $number }</b> before its time
        [release] releasing the hold on <b>{ $number }</b>
        [void] voiding the tickets of <b>{ $number }</b>
        [disqualification] declaring a winner of <b>{ $number }</b> ineligible
       *[publication] publication of <b>{ $number }</b>
    }, asked by { $requester }.
notice-critical-event =
    🚨 <b>{ critical-what }</b>
    { $number } · { $happened_at }
    { $said }
    /critical
