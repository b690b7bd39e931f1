"""Programme: national targets, the provinces' answers to the policy (target-1 … target-open, policy-support,
policy-plan, policy-propose).
"""
