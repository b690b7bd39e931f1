"""Investment promotion: the area owner files with the designation number (guideline-4), the board's resolution is
recorded (guideline-5).
"""
