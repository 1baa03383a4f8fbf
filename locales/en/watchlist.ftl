# Lotteries that a player follows.

watchlist-heading = 👁 <b>Watchlist</b>

    You hear when one opens, when 90 % of its tickets are sold, and when its draw is near.
watchlist-none = 👁 <b>Watchlist</b>

    You follow no lottery yet. Press 👁 Watch on a lottery to hear when it is nearly sold out and when its draw is near.
watchlist-line = { $title } · { $percent } %
watchlist-open = 👁 Watchlist
watchlist-watch = 👁 Watch
watchlist-unwatch = ✓ Watching
watchlist-watched = You follow this lottery now
watchlist-unwatched = You no longer follow this lottery

command-watchlist = Lotteries you follow
