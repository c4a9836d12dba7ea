# coding: latin-1
x = "é"; y = 1
if x:
	pass
z = 2last = \
  3