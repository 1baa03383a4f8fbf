# Он чи бозингарон бе пурсиш мефаҳманд. HTML барои Telegram; қиматҳо аллакай экран карда шудаанд.

notice-button-raffle = Кушодани лотерея
notice-button-approval = Кушодани дархост
notice-button-prize = Кушодани ҷоиза
notice-draw-sealed =
    🔒 <b>{ $title }</b> ({ $raffle })

    Фурӯш баста шуд ва рӯйхати чиптаҳо мӯҳр карда шуд. Қуръа даври { $round }-и маякро интизор аст: { $draw_countdown }.
notice-draw-lost =
    🎟 Қуръаи <b>{ $title }</b> ({ $raffle }) баргузор шуд.

    { $winner_count ->
        [0] Ягон чипта бурд накард.
        [one] Чиптаи { $winning_number } бурд кард.
       *[other] { $winner_count } чипта бурд кард; ҷоизаи аввал ба чиптаи { $winning_number } расид.
    } Ин дафъа чиптаҳои шумо дар байни онҳо нестанд. Қуръаро худатон санҷида метавонед.
notice-draw-won =
    🎉 Қуръаи <b>{ $title }</b> ({ $raffle }) баргузор шуд ва шумо бурд кардед!

    { $winner_count ->
        [one] Чиптаи { $winning_number } бурд кард.
       *[other] { $winner_count } чипта бурд кард; ҷоизаи аввал ба чиптаи { $winning_number } расид.
    }
notice-prize-won =
    🏆 Шумо дар лотереяи «{ $title }» ({ $raffle }) <b>{ $value }</b> бурд кардед.

    { $ticket_count ->
        [one] Чиптаи бурди шумо: { $tickets }
       *[other] { $ticket_count } чиптаи бурди шумо: { $tickets }
    }
    { $is_to_choose ->
        [1] Ҷоизаро кушоед ва то { $claim_by_at } интихоб кунед: расондан ё арзиши он бо пул.
       *[0] Ҳамаи ҷоизаҳои шумо: /prizes
    }
notice-prize-paid =
    💰 <b>{ $amount }</b> дар ҳамёни шумост: ҷоизаи чиптаи { $ticket } дар лотереяи «{ $title }» ({ $raffle }).
notice-prize-stepped-in =
    🔁 Дар лотереяи «{ $title }» ({ $raffle }) ҷоиза гирифта нашуд ва шумо ғолиби эҳтиётии навбатӣ ҳастед: <b>{ $value }</b> аз они шумост, бо чиптаи { $ticket }.

    { $is_to_choose ->
        [1] Ҷоизаро кушоед ва то { $claim_by_at } интихоб кунед: расондан ё арзиши он бо пул.
       *[0] Пул худ аз худ ба ҳамёни шумо меояд.
    }
notice-prize-lost =
    { $is_late ->
        [1] ⌛ Муҳлати гирифтани ҷоизаи шумо барои чиптаи { $ticket } дар лотереяи «{ $title }» ({ $raffle }), <b>{ $value }</b>, гузашт. Мувофиқи қоидаҳо он ба ғолиби эҳтиётии навбатӣ мегузарад, агар чунин кас бошад.
       *[0] ⛔ Ҷоизаи шумо барои чиптаи { $ticket } дар лотереяи «{ $title }» ({ $raffle }), <b>{ $value }</b>, бозпас гирифта шуд: ду корманди оператор муайян карданд, ки шумо онро бурда наметавонед. Агар ин хато бошад, ба дастгирӣ нависед.
    }
notice-raffle-refunded =
    ↩️ { $reason ->
        [reveal_overdue] Қуръаи «{ $title }» ({ $raffle }) саривақт кушода нашуд: аз рӯи қоида он беэътибор аст ва пули ҳамаи чиптаҳо баргардонида мешавад.
        [late_publication] Сабти бастани «{ $title }» ({ $raffle }) аз ҳад дер нашр шуд: аз рӯи қоида қуръа беэътибор аст ва пули ҳамаи чиптаҳо баргардонида мешавад.
       *[other] Лотереяи «{ $title }» ({ $raffle }) бекор карда шуд.
    } <b>{ $amount }</b>-и шумо ба ҳамён баргардонида шуд.
notice-tickets-voided =
    🕳 Чиптаҳои шумо { $tickets } ({ $ticket_count }) дар «{ $title }» ({ $raffle }) аз ҷониби ду корманди оператор бекор карда шуданд: онҳо дар қуръа нестанд. <b>{ $amount }</b> ба ҳамён баргардонида шуд. Агар ин хато бошад, ба дастгирӣ нависед.
notice-wallet-credited =
    💰 Ба ҳамёни шумо <b>{ $amount }</b> гузаронида шуд. Рақами амалиёт: { $reference }
notice-watched-opened =
    🟢 <b>{ $title }</b> ({ $raffle }): фурӯш кушода шуд, { $total ->
        [one] { $total } чипта
       *[other] { $total } чипта
    } бо нархи { $price }.
notice-watched-nearly-sold =
    ⏳ <b>{ $title }</b> ({ $raffle }) қариб фурӯхта шуд: { $left ->
        [one] { $left } чипта мондааст.
       *[other] { $left } чипта мондааст.
    }
notice-watched-draw-soon =
    ⏰ <b>{ $title }</b> ({ $raffle }): анҷоми фурӯш { $ends_countdown }, баъд қуръа.
notice-approval-requested =
    🔔 Мунтазири тасдиқи шумо: { $asks ->
        [credit] гузаронидани <b>{ $amount }</b>
        [close] анҷоми пеш аз вақти фурӯши <b>{ $number }</b>
        [release] озод кардани нигоҳдории <b>{ $number }</b>
        [void] бекор кардани чиптаҳои <b>{ $number }</b>
        [disqualification] аз ҳуқуқ маҳрум кардани ғолиби <b>{ $number }</b>
       *[publication] нашри <b>{ $number }</b>
    }. Дархосткунанда: { $requester }; то { $expires_at } эътибор дорад. /approvals
notice-approval-decided =
    { $outcome ->
        [executed] ✅ Тасдиқ кард: { $decider }.
        [rejected] ❌ Рад кард: { $decider }.
       *[expired] ⌛ Мӯҳлат гузашт, дар як шабонарӯз касе қарор накард.
    } { $asks ->
        [credit] Гузаронидани <b>{ $amount }</b>
        [close] Анҷоми пеш аз вақти фурӯши <b>{ $number }</b>
        [release] Озод кардани нигоҳдории <b>{ $number }</b>
        [void] Бекор кардани чиптаҳои <b>{ $number }</b>
        [disqualification] Аз ҳуқуқ маҳрум кардани ғолиби <b>{ $number }</b>
       *[publication] Нашри <b>{ $number }</b>
    }, дархосткунанда: { $requester }.
notice-critical-event =
    🚨 <b>{ critical-what }</b>
    { $number } · { $happened_at }
    { $said }
    /critical
