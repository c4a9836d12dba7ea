x = "é" + y
  
	
# comment
