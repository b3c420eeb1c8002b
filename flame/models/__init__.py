"""What a model is: its MoE layers, its experts, how it is loaded."""
