// The list of rooms is one line on a narrow screen: the room that one is in must be in sight.
document.querySelector(".rooms-list [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
