"""What travels: declarations only, under the published names."""
