# Что игроки узнают, не спрашивая. HTML, как его принимает Telegram; значения уже экранированы.

notice-button-raffle = Открыть лотерею
notice-button-approval = Открыть запрос
notice-button-prize = Открыть приз
notice-draw-sealed =
    🔒 <b>{ $title }</b> ({ $raffle })

    Продажа окончена, список билетов опечатан. Розыгрыш ждёт раунд маяка { $round }: { $draw_countdown }.
notice-draw-lost =
    🎟 Розыгрыш <b>{ $title }</b> ({ $raffle }) состоялся.

    { $winner_count ->
        [0] Ни один билет не выиграл.
        [1] Выиграл билет { $winning_number }.
        [one] Выиграл { $winner_count } билет; первый приз достался билету { $winning_number }.
        [few] Выиграли { $winner_count } билета; первый приз достался билету { $winning_number }.
       *[many] Выиграли { $winner_count } билетов; первый приз достался билету { $winning_number }.
    } Ваших среди них на этот раз нет. Розыгрыш можно проверить самостоятельно.
notice-draw-won =
    🎉 Розыгрыш <b>{ $title }</b> ({ $raffle }) состоялся, и вы выиграли!

    { $winner_count ->
        [1] Выиграл билет { $winning_number }.
        [one] Выиграл { $winner_count } билет; первый приз достался билету { $winning_number }.
        [few] Выиграли { $winner_count } билета; первый приз достался билету { $winning_number }.
       *[many] Выиграли { $winner_count } билетов; первый приз достался билету { $winning_number }.
    }
notice-prize-won =
    🏆 Вы выиграли <b>{ $value }</b> в лотерее «{ $title }» ({ $raffle }).

    { $ticket_count ->
        [1] Ваш выигрышный билет: { $tickets }
        [one] Ваш { $ticket_count } выигрышный билет: { $tickets }
        [few] Ваши { $ticket_count } выигрышных билета: { $tickets }
       *[many] Ваши { $ticket_count } выигрышных билетов: { $tickets }
    }
    { $is_to_choose ->
        [1] Откройте приз и до { $claim_by_at } выберите: доставка или его стоимость деньгами.
       *[0] Все ваши призы: /prizes
    }
notice-prize-paid =
    💰 <b>{ $amount }</b> уже в вашем кошельке: приз за билет { $ticket } в лотерее «{ $title }» ({ $raffle }).
notice-prize-stepped-in =
    🔁 В лотерее «{ $title }» ({ $raffle }) приз остался невостребованным, и вы следующий запасной победитель: <b>{ $value }</b> ваш, по билету { $ticket }.

    { $is_to_choose ->
        [1] Откройте приз и до { $claim_by_at } выберите: доставка или его стоимость деньгами.
       *[0] Деньги придут в ваш кошелёк сами.
    }
notice-prize-lost =
    { $is_late ->
        [1] ⌛ Срок получения вашего приза за билет { $ticket } в лотерее «{ $title }» ({ $raffle }), <b>{ $value }</b>, истёк. По правилам он переходит следующему запасному победителю, если такой есть.
       *[0] ⛔ Ваш приз за билет { $ticket } в лотерее «{ $title }» ({ $raffle }), <b>{ $value }</b>, отозван: двое сотрудников оператора установили, что вы не можете его выиграть. Если это ошибка, напишите в поддержку.
    }
notice-raffle-refunded =
    ↩️ { $reason ->
        [reveal_overdue] Розыгрыш «{ $title }» ({ $raffle }) не раскрыт вовремя: по правилам он недействителен, и деньги возвращаются за все билеты.
        [late_publication] Запись о закрытии «{ $title }» ({ $raffle }) опубликована слишком поздно: по правилам розыгрыш недействителен, и деньги возвращаются за все билеты.
       *[other] Лотерея «{ $title }» ({ $raffle }) отменена.
    } Ваши <b>{ $amount }</b> возвращены в кошелёк.
notice-tickets-voided =
    🕳 { $ticket_count ->
        [one] Ваш билет { $tickets } в «{ $title }» ({ $raffle }) аннулирован двумя сотрудниками оператора: в розыгрыше его нет.
       *[other] Ваши билеты { $tickets } в «{ $title }» ({ $raffle }) аннулированы двумя сотрудниками оператора: в розыгрыше их нет.
    } <b>{ $amount }</b> возвращены в кошелёк. Если это ошибка, напишите в поддержку.
notice-wallet-credited =
    💰 В ваш кошелёк зачислено <b>{ $amount }</b>. Номер операции: { $reference }
notice-watched-opened =
    🟢 <b>{ $title }</b> ({ $raffle }): продажа открыта, { $total ->
        [one] { $total } билет
        [few] { $total } билета
       *[many] { $total } билетов
    } по { $price }.
notice-watched-nearly-sold =
    ⏳ <b>{ $title }</b> ({ $raffle }) почти распродана: { $left ->
        [one] остался { $left } билет.
        [few] осталось { $left } билета.
       *[many] осталось { $left } билетов.
    }
notice-watched-draw-soon =
    ⏰ <b>{ $title }</b> ({ $raffle }): конец продажи { $ends_countdown }, затем розыгрыш.
notice-approval-requested =
    🔔 Ждёт вашего одобрения: { $asks ->
        [credit] зачисление <b>{ $amount }</b>
        [close] окончание продажи <b>{ $number }</b> раньше срока
        [release] снятие удержания с <b>{ $number }</b>
        [void] аннулирование билетов <b>{ $number }</b>
        [disqualification] отстранение победителя <b>{ $number }</b>
       *[publication] публикация <b>{ $number }</b>
    }. Запросил(а) { $requester }; действует до { $expires_at }. /approvals
notice-approval-decided =
    { $outcome ->
        [executed] ✅ Одобрено: { $decider }.
        [rejected] ❌ Отклонено: { $decider }.
       *[expired] ⌛ Срок истёк, за сутки никто не решил.
    } { $asks ->
        [credit] Зачисление <b>{ $amount }</b>
        [close] Окончание продажи <b>{ $number }</b> раньше срока
        [release] Снятие удержания с <b>{ $number }</b>
        [void] Аннулирование билетов <b>{ $number }</b>
        [disqualification] Отстранение победителя <b>{ $number }</b>
       *[publication] Публикация <b>{ $number }</b>
    }, запросил(а) { $requester }.
notice-critical-event =
    🚨 <b>{ critical-what }</b>
    { $number } · { $happened_at }
    { $said }
    /critical
