# The working groups that a node hosts.
admin-groups = Working groups
groups-lead = A working group is an account that passes on to all its members what one of them sends to it. Members can be on any node and on other software.
groups-none = No group lives here yet.
group-is-closed = Closed
group-new = A new group
group-name = Name
group-name-hint = As it is shown: Working group on registration
group-username = Name in its handle
group-username-hint = Small letters, digits and _. It can never change.
group-closed = Closed
group-closed-hint = Members are let in one by one, and only they are heard.
group-make = Make the group
group-end = End the group
group-end-about = Its members' servers are told, and its handle stays taken for ever. What was said in it stays where it was said. This cannot be undone.
group-end-repeat = Type its handle again
done-group-made = The group is there.
done-group-ended = The group is no more.
