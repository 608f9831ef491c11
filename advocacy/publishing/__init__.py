"""Publishing: adopted texts become numbered issues with sealed files that anybody can verify."""
