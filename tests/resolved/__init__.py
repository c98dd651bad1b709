"""What a promise means, worked out twice: by the room and by an oracle that is only simple."""
