"""What templates may say: `words` formats values, `components` frames what is between two tags."""
