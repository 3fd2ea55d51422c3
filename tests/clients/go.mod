module programs

go 1.25

require github.com/redis/go-redis/v9 v9.22.0
