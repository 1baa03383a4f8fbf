"""The demo: lotteries that are always on sale, a crowd that buys, and play money for whoever joins in."""
