"""What commands ask for: the orchestration of load, network, attack graph and analyses. Nothing here prints."""
